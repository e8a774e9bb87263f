// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.memory.FrameUse;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.OutOfFramesException;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.FrameSource;
import org.jspecify.annotations.Nullable;

/** Maps whole ranges of one shadow, table by table and leaf by leaf. */
final class RangeMapper {
  private final PageTables tables;
  private final FrameLedger ledger;
  private final FrameMemory memory;
  private final MmuWork work;
  private final int pageShift;
  private final int levels;
  private final int[] leafShifts;
  private final @Nullable Table[] commonTables = new Table[256];

  RangeMapper(
      PageTables tables, int pageShift, FrameLedger ledger, FrameMemory memory, MmuWork work) {
    this.tables = tables;
    this.pageShift = pageShift;
    this.levels = tables.levels();
    this.leafShifts = tables.leafShifts();
    this.ledger = ledger;
    this.memory = memory;
    this.work = work;
  }

  void mapShared(long first, long last, SharedChain chain, boolean privateTables) {
    mapShared(tables.root(), levels - 1, first, last, chain, privateTables);
  }

  private void mapShared(
      Table table, int level, long first, long last, SharedChain chain, boolean privateTables) {
    long span = (1L << tables.shift(level)) - 1;
    for (long at = first; ; at = (at | span) + 1) {
      long end = Long.compareUnsigned(at | span, last) < 0 ? at | span : last;
      boolean whole = (at & span) == 0 && end == (at | span);
      int index = tables.index(at, level);
      long entry = table.entry(index);
      boolean empty = !Entry.present(entry) || Entry.shared(entry);
      if (level == 0) {
        if (empty) {
          tables.set(table, index, chain.leaf(), null);
        }
      } else if (whole && empty && !privateTables) {
        tables.set(table, index, chain.link(level - 1), chain.table(level - 1));
      } else if (whole && empty && level == 1) {
        work.tableWrites += tables.size(0);
        tables.set(table, index, Entry.table(tables.takeTable()), commonTable(chain));
      } else if (!Entry.real(entry)) {
        mapShared(tables.descend(table, index, level), level - 1, at, end, chain, privateTables);
      }
      if (end == last) {
        return;
      }
    }
  }

  void mapReal(long first, long last, byte value, FrameUse use, LeafPolicy leaves) {
    long from = first;
    long to = last;
    int leafShift = largestLeaf(leaves);
    if (leaves.wholeLeaves()) {
      from &= -1L << leafShift;
      to |= ~(-1L << leafShift);
    }
    mapReal(tables.root(), levels - 1, from, to, value, use, leafShift);
  }

  private int largestLeaf(LeafPolicy leaves) {
    int largest = pageShift;
    for (int shift : leafShifts) {
      if (shift <= leaves.maxLeafShift()) {
        largest = Math.max(largest, shift);
      }
    }
    return largest;
  }

  private void mapReal(
      Table table, int level, long first, long last, byte value, FrameUse use, int leafShift) {
    long span = (1L << tables.shift(level)) - 1;
    for (long at = first; ; at = (at | span) + 1) {
      long end = Long.compareUnsigned(at | span, last) < 0 ? at | span : last;
      boolean whole = (at & span) == 0 && end == (at | span);
      int index = tables.index(at, level);
      if (whole) {
        int spans = setSpans(table, index, level, last - at + 1, value, use, leafShift);
        if (spans > 0) {
          at += (long) (spans - 1) << tables.shift(level);
          if ((at | span) == last) {
            return;
          }
          continue;
        }
      }
      if (!Entry.real(table.entry(index))
          && !(whole && tryLeaf(table, index, level, value, use, leafShift))) {
        if (level == 0) {
          throw new OutOfFramesException("no frame for shadow, " + use);
        }
        mapReal(tables.descend(table, index, level), level - 1, at, end, value, use, leafShift);
      }
      if (end == last) {
        return;
      }
    }
  }

  /**
   * Maps whole spans of a level where no table is in the way, from an entry on, as far as frames
   * go: as leaves where they may be so large, else as lowest tables of frames that lie one behind
   * the other.
   *
   * @param bytes how long the range is
   * @return how many entries were set
   */
  private int setSpans(
      Table table, int index, int level, long bytes, byte value, FrameUse use, int leafShift) {
    boolean leaves = leafShifts[level] != 0 && leafShifts[level] <= leafShift;
    if (!leaves && level > 1) {
      return 0;
    }
    int end = (int) Math.min(tables.size(level), index + (bytes >>> tables.shift(level)));
    int count = 0;
    while (index + count < end && isVacant(table, index + count)) {
      count++;
    }
    if (leaves ? count < 2 : count < 1) {
      return 0;
    }
    long frames = 1L << (tables.shift(level) - pageShift);
    long[] pfns = new long[count];
    int got = ledger.takeEach(frames, use, pfns, count);
    return leaves
        ? setLeaves(table, index, level, pfns, got, value, use)
        : setTables(table, index, pfns, got, value, use);
  }

  private int setLeaves(
      Table table, int index, int level, long[] pfns, int count, byte value, FrameUse use) {
    for (int i = 0; i < count; i++) {
      memory.fill(pfns[i] << pageShift, 1L << tables.shift(level), value);
      tables.set(table, index + i, Entry.realLeaf(pfns[i], use, level), null);
    }
    return count;
  }

  private int setTables(Table table, int index, long[] pfns, int count, byte value, FrameUse use) {
    long[] own = new long[count];
    int got = ledger.takeEach(1, FrameUse.TABLE, own, count);
    for (int i = 0; i < got; i++) {
      memory.fill(pfns[i] << pageShift, (long) tables.size(0) << pageShift, value);
      work.tableWrites += tables.size(0);
      Table made = Table.linear(tables.size(0), Entry.realLeaf(pfns[i], use, 0));
      tables.set(table, index + i, Entry.table(own[i]), made);
    }
    for (int rest = got; rest < count; rest++) {
      ledger.give(pfns[rest], tables.size(0), use);
    }
    return got;
  }

  private static boolean isVacant(Table table, int index) {
    long entry = table.entry(index);
    return !Entry.real(entry) && (table.child(index) == null || Entry.shared(entry));
  }

  private boolean tryLeaf(
      Table table, int index, int level, byte value, FrameUse use, int leafShift) {
    int shift = leafShifts[level];
    if (shift == 0 || shift > leafShift) {
      return false;
    }
    long entry = table.entry(index);
    Table below = table.child(index);
    boolean hasTable = below != null && !Entry.shared(entry);
    if (hasTable && below != null && anyReal(below)) {
      return false;
    }
    long frames = 1L << (shift - pageShift);
    long pfn = ledger.take(frames, use);
    if (pfn == FrameSource.NONE) {
      return false;
    }
    if (hasTable && below != null) {
      tables.giveTables(below);
      ledger.give(Entry.pfn(entry), 1, FrameUse.TABLE);
    }
    memory.fill(pfn << pageShift, 1L << shift, value);
    tables.set(table, index, Entry.realLeaf(pfn, use, level), null);
    return true;
  }

  private Table commonTable(SharedChain chain) {
    int key = chain.value() & 0xFF;
    Table table = commonTables[key];
    if (table == null) {
      table = Table.uniform(tables.size(0), chain.leaf(), null);
      commonTables[key] = table;
    }
    return table;
  }

  private boolean anyReal(Table table) {
    if (table.common) {
      return false;
    }
    if (table.isLinear()) {
      return true;
    }
    for (int index = 0; index < table.size(); index++) {
      long entry = table.entry(index);
      Table child = table.child(index);
      if (Entry.real(entry) || child != null && !Entry.shared(entry) && anyReal(child)) {
        return true;
      }
    }
    return false;
  }
}
