// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.internal.bill.BillTree;
import org.jspecify.annotations.Nullable;

/**
 * Turns bills into rows of a result. Every row has the same keys; what was not measured is null.
 * docs/metrics.md defines each key.
 */
final class Rows {
  private static final LayoutBill NO_LAYOUT = new LayoutBill(0, 0, 0, 0, 0, 0, 0);

  private final BillTree bills;
  private final @Nullable LayoutBill layout;
  private final Detection detection;

  /**
   * @param memTotalKb of the machine; 0 when not known
   * @param slabBlocksAtStart blocks with a slab page before the first event; null when not known
   * @param accesses whether the recording told accesses, so that checks happened
   * @param layout what KASAN's layout costs; null where objects are as they were recorded
   * @param detection what the suite is known to come to
   */
  Rows(
      long memTotalKb,
      @Nullable Long slabBlocksAtStart,
      boolean accesses,
      @Nullable LayoutBill layout,
      Detection detection) {
    this.detection = detection;
    this.bills = new BillTree(memTotalKb, slabBlocksAtStart, accesses);
    this.layout = layout;
  }

  /** The row of an entrant. */
  Map<String, @Nullable Object> of(Measured measured) {
    Measured.Bill bill = measured.bill();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("scheme", measured.name());
    row.put("status", measured.status());
    row.put("reason", measured.reason());
    row.put("contender", measured.entrant.description().contender());
    Map<String, @Nullable Object> memory =
        bills.memory(bill == null ? null : bill.start(), bill == null ? null : bill.end());
    if (layout != null) {
      // other kernels, such as that of the floor, have their objects side by side
      SchemeDescription scheme = measured.entrant.description();
      boolean kasan = scheme.contender() && scheme.layoutClass().generic();
      addLayout(memory, bill == null ? null : kasan ? layout : NO_LAYOUT);
    }
    row.put("memory", memory);
    row.put(
        "blocks",
        bill == null
            ? bills.blocks(null, null, null)
            : bills.blocks(
                bill.start().mappedPages(),
                bill.end().mappedPagesPeak(),
                bill.end().mappedPages()));
    row.put(
        "work", bills.work(bill == null ? null : bill.total(), bill == null ? null : bill.built()));
    row.put("build", bills.work(bill == null ? null : bill.built(), null));
    row.put("coverage", detection.of(measured.entrant));
    return row;
  }

  /** The row of the bound. */
  Map<String, @Nullable Object> of(OracleBound oracle) {
    boolean ok = oracle.problem() == null;
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("scheme", OracleBound.NAME);
    row.put("status", ok ? "bound" : Measured.FAILED);
    row.put("reason", oracle.problem());
    row.put("contender", false);
    Map<String, @Nullable Object> memory = bills.memory(null, null);
    if (ok) {
      memory.put("staticKb", 0L);
      memory.put("tablesKb", 0L);
      memory.put("stacksKb", oracle.stacksKb());
      memory.put("imageKb", oracle.imageKb());
      memory.put("onDemandStartKb", oracle.onDemandStartKb());
      memory.put("onDemandPeakKb", oracle.onDemandPeakKb());
      memory.put("onDemandEndKb", oracle.onDemandEndKb());
      memory.put("totalPeakKb", oracle.totalPeakKb());
      memory.put("totalEndKb", oracle.totalKb());
      memory.put("netAvailableKb", bills.net(oracle.totalPeakKb()));
    }
    if (layout != null) {
      addLayout(memory, null);
    }
    row.put("memory", memory);
    row.put("blocks", bills.blocks(null, null, null));
    row.put("work", bills.work(null, null));
    row.put("build", bills.work(null, null));
    row.put("coverage", null);
    return row;
  }

  /** Adds what the layout costs, and takes it off what is left. */
  private static void addLayout(Map<String, @Nullable Object> memory, @Nullable LayoutBill bill) {
    memory.put("redzonesKb", bill == null ? null : bill.redzonesKb());
    memory.put("metadataKb", bill == null ? null : bill.metadataKb());
    memory.put("quarantineKb", bill == null ? null : bill.quarantineKb());
    memory.put("stackDoublingKb", bill == null ? null : bill.stacksKb());
    memory.put("layoutPeakKb", bill == null ? null : bill.totalKb());
    if (bill != null && memory.get("netAvailableKb") instanceof Long net) {
      memory.put("netAvailableKb", net - bill.totalKb());
    }
  }
}
