// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.memory.FrameUse;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameSource;

/**
 * A shared read-only page with its chain: one table page a level below the top, each of whose
 * entries leads to the table below, the lowest to the page (kasan_early_shadow_page, _pte, _pmd and
 * so on). Charged once.
 */
final class SharedChain implements SharedPage {
  private final byte value;
  private final long pagePfn;
  private final long leaf;
  private final Table[] tables;
  private final long[] pfns;

  /**
   * @throws OutOfFramesException when there is no frame for all of it; nothing is charged then
   */
  SharedChain(byte value, FrameLedger ledger, int[] tableSizes) {
    this.value = value;
    int levels = tableSizes.length - 1;
    pagePfn = ledger.take(1, FrameUse.STATIC);
    leaf = Entry.sharedLeaf(pagePfn);
    tables = new Table[levels];
    pfns = new long[levels];
    for (int level = 0; level < levels; level++) {
      pfns[level] = ledger.take(1, FrameUse.TABLE);
      tables[level] =
          level == 0
              ? Table.uniform(tableSizes[0], leaf, null)
              : Table.uniform(tableSizes[level], link(level - 1), tables[level - 1]);
    }
    if (pagePfn == FrameSource.NONE || levels > 0 && pfns[levels - 1] == FrameSource.NONE) {
      give(ledger);
      throw new OutOfFramesException("no frame for a shared page and its tables");
    }
  }

  @Override
  public byte value() {
    return value;
  }

  long pagePfn() {
    return pagePfn;
  }

  /** The entry of a lowest table that leads to the page. */
  long leaf() {
    return leaf;
  }

  /** The entry that leads to the chain's table of a level. */
  final long link(int level) {
    return Entry.sharedTable(pfns[level]);
  }

  Table table(int level) {
    return tables[level];
  }

  /** Gives back its frames. */
  final void give(FrameLedger ledger) {
    give(ledger, pagePfn, FrameUse.STATIC);
    for (long pfn : pfns) {
      give(ledger, pfn, FrameUse.TABLE);
    }
  }

  private static void give(FrameLedger ledger, long pfn, FrameUse use) {
    if (pfn != FrameSource.NONE) {
      ledger.give(pfn, 1, use);
    }
  }
}
