// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.Arrays;
import kasan.kernel.internal.alloc.slab.SlabAllocator;

/** Objects that wait for a grace period of RCU to end, in the order of their coming. */
final class GracePeriods {
  private long[] addresses = new long[16];
  private long[] generations = new long[16];
  private long[] due = new long[16];
  private int head;
  private int tail;

  /**
   * An object is to be freed when the grace period that begins now has ended.
   *
   * @param generation of the object
   */
  void add(long address, long generation, long nowNanos) {
    if (tail == addresses.length) {
      int waiting = tail - head;
      if (head == 0) {
        addresses = Arrays.copyOf(addresses, 2 * tail);
        generations = Arrays.copyOf(generations, 2 * tail);
        due = Arrays.copyOf(due, 2 * tail);
      } else {
        System.arraycopy(addresses, head, addresses, 0, waiting);
        System.arraycopy(generations, head, generations, 0, waiting);
        System.arraycopy(due, head, due, 0, waiting);
      }
      head = 0;
      tail = waiting;
    }
    addresses[tail] = address;
    generations[tail] = generation;
    due[tail++] = nowNanos + SlabAllocator.GRACE_PERIOD_NANOS;
  }

  /** Whether the oldest object may be freed. */
  boolean due(long nowNanos) {
    return head < tail && due[head] <= nowNanos;
  }

  /** Whether any object waits. */
  boolean waiting() {
    return head < tail;
  }

  /** Generation of the oldest object. */
  long generation() {
    return generations[head];
  }

  /** Takes the oldest object. */
  long take() {
    return addresses[head++];
  }
}
