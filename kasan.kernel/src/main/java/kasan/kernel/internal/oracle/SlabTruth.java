// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import kasan.lab.api.kernel.ByteState;

/**
 * The objects of one slab, or of one large kmalloc, which is a slab with a single object: where
 * each stands in its life, how much of it was asked for, and which allocation it is.
 */
final class SlabTruth {
  // 0: never handed out
  private static final byte LIVE = 1;
  private static final byte FREED = 2;
  private static final byte FREED_READABLE = 3;

  private final long start;
  private final long slotBytes;
  private final long objectBytes;
  private final long[] requested;
  private final byte[] states;
  private final int[] generations;

  SlabTruth(long start, long bytes, long slotBytes, long objectBytes) {
    int objects = (int) (bytes / slotBytes);
    this.start = start;
    this.slotBytes = slotBytes;
    this.objectBytes = objectBytes;
    this.requested = new long[objects];
    this.states = new byte[objects];
    this.generations = new int[objects];
  }

  void allocated(long address, long requestedBytes, int generation) {
    int object = index(address);
    states[object] = LIVE;
    requested[object] = requestedBytes;
    generations[object] = generation;
  }

  void resized(long address, long requestedBytes) {
    requested[index(address)] = requestedBytes;
  }

  /**
   * @param readable whether it may still be read, its cache being SLAB_TYPESAFE_BY_RCU
   */
  void freed(long address, boolean readable) {
    states[index(address)] = readable ? FREED_READABLE : FREED;
  }

  /** State of a byte of the slab. */
  ByteState stateOf(long address) {
    int object = index(address);
    long offset = (address - start) % slotBytes;
    if (object >= states.length || offset >= objectBytes) {
      return ByteState.REDZONE;
    }
    return switch (states[object]) {
      case LIVE -> offset < requested[object] ? ByteState.LIVE : ByteState.REDZONE;
      case FREED_READABLE -> ByteState.LIVE;
      case FREED -> ByteState.FREED;
      default -> ByteState.NEVER_ALLOCATED;
    };
  }

  /** How many bytes from an address on certainly have the state of that byte, at least 1. */
  long sameStateBytes(long address) {
    int object = index(address);
    long offset = (address - start) % slotBytes;
    if (object < states.length && states[object] == LIVE && offset < requested[object]) {
      return requested[object] - offset;
    }
    return 1;
  }

  /** Where the slot of an address begins. */
  long slotStart(long address) {
    return start + index(address) * slotBytes;
  }

  /**
   * How many bytes, from the beginning of its slot, the live object at an address has; 0 for none.
   */
  long liveBytes(long address) {
    int object = index(address);
    return object < states.length && states[object] == LIVE
        ? Math.min(requested[object], objectBytes)
        : 0;
  }

  /** Whether a live object begins at an address. */
  boolean liveObjectAt(long address) {
    int object = index(address);
    return object < states.length && (address - start) % slotBytes == 0 && states[object] == LIVE;
  }

  /** Whether some object, live or not, begins at an address. */
  boolean objectAt(long address) {
    return index(address) < states.length && (address - start) % slotBytes == 0;
  }

  int generationOf(long address) {
    int object = index(address);
    return object < states.length ? generations[object] : 0;
  }

  private int index(long address) {
    return (int) ((address - start) / slotBytes);
  }
}
