// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.api.memory.Machine;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import org.jspecify.annotations.Nullable;

/** What KASAN's layout of objects costs, for machines. */
public final class LayoutTree {
  private LayoutTree() {}

  /**
   * The same for all shadows that stand on one kernel.
   *
   * @param before counts before the first event
   */
  public static Map<String, @Nullable Object> of(
      LayoutBill bill, KernelCounts before, Machine machine) {
    Map<String, @Nullable Object> layout = new LinkedHashMap<>();
    layout.put("slabStartKb", before.slabPages() << (machine.pageShift() - 10));
    layout.put("slabPeakKb", bill.slabKb());
    layout.put("redzonesKb", bill.redzonesKb());
    layout.put("metadataKb", bill.metadataKb());
    layout.put("quarantineKb", bill.quarantineKb());
    layout.put("quarantineLimitKb", bill.quarantineLimitKb());
    layout.put("stackDoublingKb", bill.stacksKb());
    layout.put("standInObjects", bill.standInObjects());
    return layout;
  }
}
