// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.PageTableGeometry;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.LeafPolicy;
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
  private final List<SharedChain> chains = new ArrayList<>();
  private final @Nullable Table[] commonTables = new Table[256];
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
    this.memory = memory;
    this.work = work;
    this.root = Table.empty(levels - 1, sizes[levels - 1]);
  }

  /** log2 of the leaf size of each level; 0 for a level without leaves. */
  int[] leafShifts() {
    return leafShifts.clone();
  }

  private int index(long address, int level) {
    return (int) (address >>> shifts[level]) & (sizes[level] - 1);
  }

  /** The leaf of an address; {@link Entry#ABSENT} when there is none. */
  long walk(long address) {
    Table last = lastTable;
    if (last != null && address >>> lastSpanShift == lastSpan) {
      long entry = last.entries[index(address, lastLevel)];
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
      long entry = table.entries[index];
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

  private static boolean ends(long entry) {
    return (entry & (Entry.LEAF | Entry.PRESENT)) != Entry.PRESENT;
  }

  private long walkFromRoot(long address) {
    Table table = root;
    for (int level = levels - 1; ; level--) {
      int index = index(address, level);
      long entry = table.entries[index];
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

  /** The chain of a page that this space gave out. */
  SharedChain own(SharedPage page) {
    if (page instanceof SharedChain chain && chains.contains(chain)) {
      return chain;
    }
    throw new IllegalArgumentException("shared page of another space");
  }

  void mapShared(long first, long last, SharedChain chain, boolean privateTables) {
    mapShared(root, levels - 1, first, last, chain, privateTables);
  }

  private void mapShared(
      Table table, int level, long first, long last, SharedChain chain, boolean privateTables) {
    long span = (1L << shifts[level]) - 1;
    for (long at = first; ; at = (at | span) + 1) {
      long end = Long.compareUnsigned(at | span, last) < 0 ? at | span : last;
      boolean whole = (at & span) == 0 && end == (at | span);
      int index = index(at, level);
      long entry = table.entries[index];
      boolean empty = !Entry.present(entry) || Entry.shared(entry);
      if (level == 0) {
        if (empty) {
          set(table, index, chain.leaf(), null);
        }
      } else if (whole && empty && !privateTables) {
        set(table, index, chain.link(level - 1), chain.table(level - 1));
      } else if (whole && empty && level == 1) {
        work.tableWrites += sizes[0];
        set(table, index, Entry.table(takeTable()), commonTable(chain));
      } else if (!Entry.real(entry)) {
        mapShared(descend(table, index, level), level - 1, at, end, chain, privateTables);
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
    mapReal(root, levels - 1, from, to, value, use, leafShift);
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
    long span = (1L << shifts[level]) - 1;
    for (long at = first; ; at = (at | span) + 1) {
      long end = Long.compareUnsigned(at | span, last) < 0 ? at | span : last;
      boolean whole = (at & span) == 0 && end == (at | span);
      int index = index(at, level);
      if (whole && leafShifts[level] != 0 && leafShifts[level] <= leafShift) {
        int leaves = setLeaves(table, index, level, (last - at + 1) >>> shifts[level], value, use);
        if (leaves > 0) {
          at += (long) (leaves - 1) << shifts[level];
          if ((at | span) == last) {
            return;
          }
          continue;
        }
      }
      if (!Entry.real(table.entries[index])
          && !(whole && tryLeaf(table, index, level, value, use, leafShift))) {
        if (level == 0) {
          throw new OutOfFramesException("no frame for shadow, " + use);
        }
        mapReal(descend(table, index, level), level - 1, at, end, value, use, leafShift);
      }
      if (end == last) {
        return;
      }
    }
  }

  /**
   * Sets leaves where no table is in the way, from an entry on, as far as frames go.
   *
   * @param most how many the range has room for
   * @return how many were set
   */
  private int setLeaves(Table table, int index, int level, long most, byte value, FrameUse use) {
    int end = (int) Math.min(sizes[level], index + most);
    int count = 0;
    while (index + count < end && mayBeLeaf(table, index + count)) {
      count++;
    }
    if (count < 2) {
      return 0;
    }
    int shift = leafShifts[level];
    long[] pfns = new long[count];
    int got = ledger.takeEach(1L << (shift - pageShift), use, pfns, count);
    for (int i = 0; i < got; i++) {
      memory.fill(pfns[i] << pageShift, 1L << shift, value);
      set(table, index + i, Entry.realLeaf(pfns[i], use, level), null);
    }
    return got;
  }

  private static boolean mayBeLeaf(Table table, int index) {
    long entry = table.entries[index];
    return !Entry.real(entry) && (table.child(index) == null || Entry.shared(entry));
  }

  private boolean tryLeaf(
      Table table, int index, int level, byte value, FrameUse use, int leafShift) {
    int shift = leafShifts[level];
    if (shift == 0 || shift > leafShift) {
      return false;
    }
    long entry = table.entries[index];
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
      giveTables(below);
      ledger.give(Entry.pfn(entry), 1, FrameUse.TABLE);
    }
    memory.fill(pfn << pageShift, 1L << shift, value);
    set(table, index, Entry.realLeaf(pfn, use, level), null);
    return true;
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
      long entry = seen.entries[index];
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
  private Table descend(Table table, int index, int level) {
    long entry = table.entries[index];
    boolean missing = !Entry.present(entry) || Entry.shared(entry);
    return below(table, index, level, missing ? takeTable() : 0);
  }

  /**
   * @param pfn frame for the table, when there is none
   */
  private Table below(Table table, int index, int level, long pfn) {
    long entry = table.entries[index];
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

  private long takeTable() {
    long pfn = ledger.take(1, FrameUse.TABLE);
    if (pfn == FrameSource.NONE) {
      throw new OutOfFramesException("no frame for a page table of shadow");
    }
    return pfn;
  }

  private Table commonTable(SharedChain chain) {
    int key = chain.value() & 0xFF;
    Table table = commonTables[key];
    if (table == null) {
      table = Table.uniform(sizes[0], chain.leaf(), null);
      commonTables[key] = table;
    }
    return table;
  }

  private boolean anyReal(Table table) {
    if (table.common) {
      return false;
    }
    for (int index = 0; index < table.entries.length; index++) {
      long entry = table.entries[index];
      Table child = table.child(index);
      if (Entry.real(entry) || child != null && !Entry.shared(entry) && anyReal(child)) {
        return true;
      }
    }
    return false;
  }

  /** Gives back all frames behind the entries of a table, not the table's own. */
  private void giveTables(Table table) {
    if (table.common) {
      return;
    }
    for (int index = 0; index < table.entries.length; index++) {
      long entry = table.entries[index];
      Table child = table.child(index);
      if (Entry.real(entry)) {
        long frames = 1L << (shifts[Entry.level(entry)] - pageShift);
        int count = 1;
        while (index + 1 < table.entries.length
            && table.entries[index + 1] == Entry.behind(entry, count * frames)) {
          index++;
          count++;
        }
        ledger.giveEach(Entry.pfn(entry), frames, count, Entry.use(entry));
      } else if (child != null && !Entry.shared(entry)) {
        giveTables(child);
        ledger.give(Entry.pfn(entry), 1, FrameUse.TABLE);
      }
    }
  }

  /** Gives back everything; nothing is mapped afterwards. */
  void giveAll() {
    lastTable = null;
    giveTables(root);
    for (int index = 0; index < root.entries.length; index++) {
      root.set(index, Entry.ABSENT, null);
    }
    for (SharedChain chain : chains) {
      chain.give(ledger);
    }
    chains.clear();
  }
}
