// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.PageTableGeometry;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.FrameSource;
import org.jspecify.annotations.Nullable;

/**
 * The page tables of one shadow. Every table page below the top one is charged, since it exists
 * only because of the shadow; the top one is the kernel's own.
 *
 * <p>Ranges are given by first and last byte, so that one may end at the top of the address space.
 */
final class PageTables {
  private static final int PATH = 8;

  private final int pageShift;
  private final int levels;
  private final int[] shifts;
  private final int[] sizes;
  private final int[] leafShifts;
  private final FrameLedger ledger;
  private final FrameMemory memory;
  private final MmuWork work;
  private final Table root;
  private final ReturnRun leavesBack;
  private final ReturnRun tablesBack;
  private final List<SharedChain> chains = new ArrayList<>();
  private final long[] pathPfns = new long[PATH];

  /** Where the last walk ended: a table, its level, and the addresses below it. */
  private @Nullable Table lastTable;

  private long foundReal;
  private int lastLevel;
  private int lastSpanShift;
  private long lastSpan;

  PageTables(PageTableGeometry geometry, FrameLedger ledger, FrameMemory memory, MmuWork work) {
    this.pageShift = geometry.pageShift();
    this.levels = geometry.levels();
    this.shifts = new int[levels];
    this.sizes = new int[levels];
    this.leafShifts = new int[levels];
    for (int level = 0; level < levels; level++) {
      shifts[level] = geometry.shiftOf(level);
      sizes[level] = 1 << geometry.bitsPerLevel().get(level);
      leafShifts[level] = geometry.leafShifts().contains(shifts[level]) ? shifts[level] : 0;
    }
    this.ledger = ledger;
    this.leavesBack = new ReturnRun(ledger);
    this.tablesBack = new ReturnRun(ledger);
    this.memory = memory;
    this.work = work;
    this.root = Table.empty(levels - 1, sizes[levels - 1]);
  }

  Table root() {
    return root;
  }

  int levels() {
    return levels;
  }

  int shift(int level) {
    return shifts[level];
  }

  int size(int level) {
    return sizes[level];
  }

  /** log2 of the leaf size of each level; 0 for a level without leaves. */
  int[] leafShifts() {
    return leafShifts.clone();
  }

  int index(long address, int level) {
    return (int) (address >>> shifts[level]) & (sizes[level] - 1);
  }

  /** The leaf of an address; {@link Entry#ABSENT} when there is none. */
  long walk(long address) {
    Table last = lastTable;
    if (last != null && address >>> lastSpanShift == lastSpan) {
      long entry = last.entry(index(address, lastLevel));
      if (ends(entry)) {
        return entry;
      }
    }
    return walkFromRoot(address);
  }

  /** Looks for the first page with a frame of its own from one address to another. */
  boolean nextReal(long first, long last) {
    for (long at = first; ; at++) {
      long span = spanWithoutReal(at);
      if (span == 0) {
        foundReal = at;
        return true;
      }
      at |= span;
      if (Long.compareUnsigned(at, last) >= 0) {
        return false;
      }
    }
  }

  /** What {@link #nextReal} has found. */
  long foundReal() {
    return foundReal;
  }

  /** Mask of the aligned range of an address in which nothing is real; 0 when the page is. */
  private long spanWithoutReal(long address) {
    Table table = root;
    for (int level = levels - 1; ; level--) {
      int index = index(address, level);
      long entry = table.entry(index);
      if (Entry.real(entry)) {
        return 0;
      }
      Table child = table.child(index);
      if (child == null || child.common) {
        return (1L << shifts[level]) - 1;
      }
      table = child;
    }
  }

  /** Bytes that a lowest table maps. */
  long spanBytes() {
    return 1L << shifts[1];
  }

  /** First entry of the lowest table of an address when that is linear, else absent. */
  long linearAt(long address) {
    Table table = root;
    for (int level = levels - 1; level > 0; level--) {
      Table child = table.child(index(address, level));
      if (child == null) {
        return Entry.ABSENT;
      }
      table = child;
    }
    return table.isLinear() ? table.entry(0) : Entry.ABSENT;
  }

  private static boolean ends(long entry) {
    return (entry & (Entry.LEAF | Entry.PRESENT)) != Entry.PRESENT;
  }

  private long walkFromRoot(long address) {
    Table table = root;
    for (int level = levels - 1; ; level--) {
      int index = index(address, level);
      long entry = table.entry(index);
      if (ends(entry)) {
        if (level < levels - 1) {
          lastTable = table;
          lastLevel = level;
          lastSpanShift = shifts[level + 1];
          lastSpan = address >>> lastSpanShift;
        }
        return entry;
      }
      Table child = table.child(index);
      if (child == null) {
        return Entry.ABSENT;
      }
      table = child;
    }
  }

  SharedChain chain(byte value) {
    for (SharedChain chain : chains) {
      if (chain.value() == value) {
        return chain;
      }
    }
    var chain = new SharedChain(value, ledger, sizes);
    memory.fill(chain.pagePfn() << pageShift, 1L << pageShift, value);
    chains.add(chain);
    return chain;
  }

  /** What each byte of a shared page holds, 0 to 255. */
  int sharedByte(long sharedLeaf) {
    for (SharedChain chain : chains) {
      if (chain.leaf() == sharedLeaf) {
        return chain.value() & 0xFF;
      }
    }
    throw new IllegalArgumentException("leaf of no shared page");
  }

  /** The chain of a page that this space gave out. */
  SharedChain own(SharedPage page) {
    if (page instanceof SharedChain chain && chains.contains(chain)) {
      return chain;
    }
    throw new IllegalArgumentException("shared page of another space");
  }

  /**
   * Makes sure that the page of an address has a table of its own at every level.
   *
   * @return the lowest table, or null when frames for tables cannot be had; nothing has changed
   *     then
   */
  @Nullable Table lowestTable(long address) {
    int missing = 0;
    Table seen = root;
    for (int level = levels - 1; level > 0; level--) {
      int index = index(address, level);
      long entry = seen.entry(index);
      Table child = seen.child(index);
      if (Entry.real(entry)) {
        throw new IllegalStateException(
            "shadow at " + Long.toHexString(address) + " is mapped by a large leaf");
      }
      if (child == null || Entry.shared(entry)) {
        missing = level;
        break;
      }
      seen = child;
    }
    for (int i = 0; i < missing; i++) {
      pathPfns[i] = ledger.take(1, FrameUse.TABLE);
      if (pathPfns[i] == FrameSource.NONE) {
        for (int back = 0; back < i; back++) {
          ledger.give(pathPfns[back], 1, FrameUse.TABLE);
        }
        return null;
      }
    }
    Table table = root;
    for (int level = levels - 1; level > 0; level--) {
      int index = index(address, level);
      table = below(table, index, level, level <= missing ? pathPfns[level - 1] : 0);
    }
    return table;
  }

  int lowestIndex(long address) {
    return index(address, 0);
  }

  /** Writes one entry. */
  void set(Table table, int index, long entry, @Nullable Table child) {
    table.set(index, entry, child);
    lastTable = null;
    work.tableWrites++;
  }

  /** The private, writable table below an entry; makes one when there is none. */
  Table descend(Table table, int index, int level) {
    long entry = table.entry(index);
    boolean missing = !Entry.present(entry) || Entry.shared(entry);
    return below(table, index, level, missing ? takeTable() : 0);
  }

  /**
   * @param pfn frame for the table, when there is none
   */
  private Table below(Table table, int index, int level, long pfn) {
    long entry = table.entry(index);
    Table child = table.child(index);
    if (child != null && !Entry.shared(entry)) {
      if (child.common) {
        child = child.copy();
        table.set(index, entry, child);
        lastTable = null;
      }
      return child;
    }
    Table made;
    if (child == null) {
      made = Table.empty(level - 1, sizes[level - 1]);
    } else {
      made = child.copy();
      work.tableWrites += sizes[level - 1];
    }
    set(table, index, Entry.table(pfn), made);
    return made;
  }

  long takeTable() {
    long pfn = ledger.take(1, FrameUse.TABLE);
    if (pfn == FrameSource.NONE) {
      throw new OutOfFramesException("no frame for a page table of shadow");
    }
    return pfn;
  }

  /** Gives back all frames behind the entries of a table, not the table's own. */
  void giveTables(Table table) {
    giveBelow(table);
    leavesBack.flush();
    tablesBack.flush();
  }

  private void giveBelow(Table table) {
    if (table.common) {
      return;
    }
    if (table.isLinear()) {
      long entry = table.entry(0);
      leavesBack.add(Entry.pfn(entry), table.size(), Entry.use(entry));
      return;
    }
    for (int index = 0; index < table.size(); index++) {
      long entry = table.entry(index);
      Table child = table.child(index);
      if (Entry.real(entry)) {
        long frames = 1L << (shifts[Entry.level(entry)] - pageShift);
        leavesBack.add(Entry.pfn(entry), frames, Entry.use(entry));
      } else if (child != null && !Entry.shared(entry)) {
        giveBelow(child);
        tablesBack.add(Entry.pfn(entry), 1, FrameUse.TABLE);
      }
    }
  }

  /** Gives back everything; nothing is mapped afterwards. */
  void giveAll() {
    lastTable = null;
    giveTables(root);
    for (int index = 0; index < root.size(); index++) {
      root.set(index, Entry.ABSENT, null);
    }
    for (SharedChain chain : chains) {
      chain.give(ledger);
    }
    chains.clear();
  }
}
