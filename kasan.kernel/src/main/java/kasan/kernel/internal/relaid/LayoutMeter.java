// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.alloc.slab.SlabLayout;
import kasan.kernel.internal.placement.Allocators;
import kasan.lab.api.kernel.LayoutBill;

/** Measures what KASAN's layout costs now and then, and keeps the moment when it was most. */
final class LayoutMeter {
  /** Events between two looks. */
  static final int PACE = 1 << 10;

  private static final int QUARANTINE_FRACTION = 32;

  private final Allocators allocators;
  private final long cpuStackGrowthBytes;
  private final long quarantineLimitKb;
  private long redzones;
  private long metadata;
  private long quarantine;
  private long stacks;
  private long slab;
  private long most = -1;

  /**
   * @param cpuStackGrowthBytes what IRQ and exception stacks of all CPUs have grown by
   * @param ramBytes what the quarantine is measured by
   */
  LayoutMeter(Allocators allocators, long cpuStackGrowthBytes, long ramBytes) {
    this.allocators = allocators;
    this.cpuStackGrowthBytes = cpuStackGrowthBytes;
    this.quarantineLimitKb = ramBytes / QUARANTINE_FRACTION >> 10;
  }

  /** Looks. */
  void look() {
    SlabAllocator all = allocators.slab;
    long redzonesNow = 0;
    long metadataNow = 0;
    long quarantineNow = 0;
    for (int id = 0; id < all.cacheCount(); id++) {
      SlabLayout layout = all.layout(id);
      long slots = all.slots(id) - all.quarantined(id);
      long grown = (long) layout.slotBytes() - all.plainSlotBytes(id);
      long ofMetadata = Math.min(grown, layout.metadataBytes());
      metadataNow += slots * ofMetadata;
      redzonesNow += slots * (grown - ofMetadata);
      quarantineNow += all.quarantined(id) * layout.slotBytes();
    }
    long stacksNow = allocators.stacks.live() * (allocators.stacks.bytes() / 2);
    stacksNow += cpuStackGrowthBytes;
    long sum = redzonesNow + metadataNow + quarantineNow + stacksNow;
    if (sum > most) {
      most = sum;
      redzones = redzonesNow;
      metadata = metadataNow;
      quarantine = quarantineNow;
      stacks = stacksNow;
      slab = all.slabPages() << allocators.pages.pageShift();
    }
  }

  /** The moment when it was most. */
  LayoutBill bill(long standInObjects) {
    return new LayoutBill(
        redzones >> 10,
        metadata >> 10,
        quarantine >> 10,
        stacks >> 10,
        slab >> 10,
        quarantineLimitKb,
        standInObjects);
  }
}
