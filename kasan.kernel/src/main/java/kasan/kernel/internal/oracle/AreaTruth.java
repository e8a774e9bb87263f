// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import java.util.Arrays;
import kasan.kernel.internal.primitive.SortedAddresses;
import kasan.lab.api.kernel.ByteState;

/**
 * vmalloc areas, ascending by address: those in use, stacks of ended tasks that the kernel keeps
 * for the next task, and those unmapped and not yet purged.
 */
final class AreaTruth {
  private static final int ROOM = 64;
  private static final byte LIVE = 0;
  private static final byte IDLE = 1;
  private static final byte UNMAPPED = 2;

  private long[] starts = new long[ROOM];
  private long[] ends = new long[ROOM];
  private long[] requested = new long[ROOM];
  private int[] generations = new int[ROOM];
  private byte[] states = new byte[ROOM];
  private int size;

  void mapped(long address, long bytes, long requestedBytes, int generation) {
    purged(address, address + bytes);
    int at = find(address);
    if (at < 0 || starts[at] != address) {
      makeRoom(++at);
    }
    starts[at] = address;
    ends[at] = address + bytes;
    requested[at] = requestedBytes;
    generations[at] = generation;
    states[at] = LIVE;
  }

  void unmapped(long address) {
    setState(address, UNMAPPED);
  }

  /** An area stays mapped and nobody owns it. */
  void idle(long address) {
    setState(address, IDLE);
  }

  private void setState(long address, byte state) {
    int at = find(address);
    if (at >= 0 && starts[at] == address) {
      states[at] = state;
    }
  }

  /** Forgets areas that are unmapped and begin in a range. */
  void purged(long start, long end) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean gone =
          states[i] == UNMAPPED
              && Long.compareUnsigned(starts[i], start) >= 0
              && Long.compareUnsigned(starts[i], end) < 0;
      if (!gone) {
        move(i, kept++);
      }
    }
    size = kept;
  }

  ByteState stateOf(long address) {
    int at = find(address);
    if (at < 0 || Long.compareUnsigned(address, ends[at]) >= 0) {
      return ByteState.UNMAPPED;
    }
    if (states[at] != LIVE) {
      return ByteState.FREED;
    }
    return address - starts[at] < requested[at] ? ByteState.LIVE : ByteState.REDZONE;
  }

  /** Whether an area in use begins at an address. */
  boolean liveAreaAt(long address) {
    int at = find(address);
    return at >= 0 && starts[at] == address && states[at] == LIVE;
  }

  int generationOf(long address) {
    int at = find(address);
    return at >= 0 && Long.compareUnsigned(address, ends[at]) < 0 ? generations[at] : 0;
  }

  /** Index of the last area that begins at or below an address; -1 when there is none. */
  private int find(long address) {
    return SortedAddresses.after(starts, size, address) - 1;
  }

  private void makeRoom(int at) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      requested = Arrays.copyOf(requested, 2 * size);
      generations = Arrays.copyOf(generations, 2 * size);
      states = Arrays.copyOf(states, 2 * size);
    }
    size++;
    for (int i = size - 1; i > at; i--) {
      move(i - 1, i);
    }
  }

  private void move(int from, int to) {
    starts[to] = starts[from];
    ends[to] = ends[from];
    requested[to] = requested[from];
    generations[to] = generations[from];
    states[to] = states[from];
  }
}
