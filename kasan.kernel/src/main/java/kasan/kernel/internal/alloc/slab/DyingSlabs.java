// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Arrays;

/**
 * Empty slabs of RCU-typesafe caches, in the order in which they were given up. Readers may still
 * look at their objects, so that their pages go when a grace period has ended (call_rcu of
 * rcu_free_slab), and not together with those of other slabs that became empty in the same moment.
 */
final class DyingSlabs {
  private int[] slabs = new int[16];
  private int[] cpus = new int[16];
  private long[] due = new long[16];
  private int head;
  private int tail;

  /** A slab is given up on a CPU; its grace period begins now. */
  void add(int slab, int cpu, long nowNanos) {
    if (tail == slabs.length) {
      int waiting = tail - head;
      int size = head == 0 ? 2 * tail : tail;
      slabs = Arrays.copyOf(Arrays.copyOfRange(slabs, head, tail), size);
      cpus = Arrays.copyOf(Arrays.copyOfRange(cpus, head, tail), size);
      due = Arrays.copyOf(Arrays.copyOfRange(due, head, tail), size);
      head = 0;
      tail = waiting;
    }
    slabs[tail] = slab;
    cpus[tail] = cpu;
    due[tail++] = nowNanos + SlabAllocator.GRACE_PERIOD_NANOS;
  }

  /** Whether the pages of the oldest one may go. */
  boolean due(long nowNanos) {
    return head < tail && due[head] <= nowNanos;
  }

  /** CPU that gave the oldest one up, and frees its pages. */
  int cpu() {
    return cpus[head];
  }

  /** Takes the oldest one. */
  int take() {
    return slabs[head++];
  }
}
