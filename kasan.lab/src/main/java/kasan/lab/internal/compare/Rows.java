// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.lab.internal.bill.BillTree;
import org.jspecify.annotations.Nullable;

/**
 * Turns bills into rows of a result. Every row has the same keys; what was not measured is null.
 * docs/metrics.md defines each key.
 */
final class Rows {
  private final BillTree bills;

  /**
   * @param memTotalKb of the machine; 0 when not known
   * @param slabBlocksAtStart blocks with a slab page before the first event; null when not known
   * @param accesses whether the recording told accesses, so that checks happened
   */
  Rows(long memTotalKb, @Nullable Long slabBlocksAtStart, boolean accesses) {
    this.bills = new BillTree(memTotalKb, slabBlocksAtStart, accesses);
  }

  /** The row of an entrant. */
  Map<String, @Nullable Object> of(Measured measured) {
    Measured.Bill bill = measured.bill();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("scheme", measured.name());
    row.put("status", measured.status());
    row.put("reason", measured.reason());
    row.put("contender", measured.entrant.facts().contender());
    row.put(
        "memory",
        bills.memory(bill == null ? null : bill.start(), bill == null ? null : bill.end()));
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
    row.put("memory", memory);
    row.put("blocks", bills.blocks(null, null, null));
    row.put("work", bills.work(null, null));
    row.put("build", bills.work(null, null));
    return row;
  }
}
