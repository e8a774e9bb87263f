// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import kasan.lab.api.kernel.SlabUse;
import kasan.lab.internal.bill.Timeline;
import kasan.lab.internal.run.swap.SchemeSlot;

/** What the timeline of a run samples; -1 stands for what nobody counts. */
final class Gauges {
  private static final SlabUse NO_SLAB = new SlabUse(-1, -1, -1, -1);

  private Gauges() {}

  /** A timeline of shadow, operations, free memory, the number of the bill, slab and its blocks. */
  static Timeline timeline(SchemeSlot slot) {
    return new Timeline(
        slot::nowKb,
        slot::operationNow,
        () -> freeKb(slot),
        () -> slot.bills().size() - 1L,
        () -> slab(slot).pages(),
        () -> slab(slot).blocks());
  }

  private static long freeKb(SchemeSlot slot) {
    Long free = slot.runKernel().memFreeKb();
    return free == null ? -1 : free;
  }

  private static SlabUse slab(SchemeSlot slot) {
    SlabUse use = slot.kernel().slabUse();
    return use == null ? NO_SLAB : use;
  }
}
