// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import java.util.Arrays;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.TlbRules;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.FrameSource;

/**
 * Page tables and TLBs of one shadow: changes mappings, and translates as each CPU would.
 *
 * <p>Rules of staleness, from {@link TlbRules}: a cached translation stands until it is flushed or
 * evicted, whatever the tables say by now. A write through a cached read-only entry looks at the
 * tables again; where they permit it by now and the architecture refreshes on a write fault, that
 * is one spurious fault, and the entry is replaced; otherwise the kernel has crashed. On an
 * architecture that wants break-before-make changing the frame of a live entry makes it invalid,
 * invalidates it on all CPUs, and only then makes it valid again; the hook is called in between.
 *
 * <p>Where a TLB may keep invalid entries, a CPU may have looked at any page at any time: once the
 * shadow is built, each CPU with nothing cached of a page that becomes valid is taken to have
 * cached that it was invalid. An access through such an entry faults; what helps is a flush, or
 * mappings that were announced, which each CPU looks for at its next fault.
 */
public final class Mmu {
  private final int pageShift;
  private final TlbRules rules;
  private final FrameLedger ledger;
  private final FrameMemory memory;
  private final MmuWork work;
  private final PageTables tables;
  private final RangeMapper ranges;
  private final Tlb[] tlbs;
  private final boolean[] newMappings;
  private final long[] offsetMasks;
  private final Limbo limbo = new Limbo();
  private BreakHook breakHook = BreakHook.QUIET;
  private long offsetMask;
  private boolean built;

  /**
   * @param geometry shape of the tables
   * @param rules what TLBs keep
   * @param cpus how many TLBs
   * @param ledger pays for frames and tables
   * @param memory what frames hold
   * @param work counts
   */
  public Mmu(
      PageTableGeometry geometry,
      TlbRules rules,
      int cpus,
      FrameLedger ledger,
      FrameMemory memory,
      MmuWork work) {
    this.pageShift = geometry.pageShift();
    this.rules = rules;
    this.ledger = ledger;
    this.memory = memory;
    this.work = work;
    this.tables = new PageTables(geometry, ledger, memory, work);
    this.ranges = new RangeMapper(tables, pageShift, ledger, memory, work);
    int[] leafShifts = tables.leafShifts();
    this.offsetMasks = new long[leafShifts.length];
    Arrays.setAll(offsetMasks, level -> (1L << leafShifts[level]) - 1);
    this.newMappings = new boolean[cpus];
    this.tlbs = new Tlb[cpus];
    for (int cpu = 0; cpu < cpus; cpu++) {
      tlbs[cpu] = new Tlb(rules.entries(), leafShifts);
    }
  }

  /**
   * The shadow is built. As a boot does, this ends in a flush of all CPUs, where they may have
   * cached that something was not mapped yet.
   */
  public void built() {
    built = true;
    if (rules.invalidCached()) {
      for (Tlb tlb : tlbs) {
        tlb.flush();
      }
    }
  }

  /** Something was mapped in vmalloc space: flush_cache_vmap. */
  public void announceMappings() {
    if (rules.newMappingsRefresh()) {
      Arrays.fill(newMappings, true);
    }
  }

  /** Called between break and make. */
  public void onBreak(BreakHook hook) {
    breakHook = hook;
  }

  /**
   * Translates as {@code cpu} would, with what its TLB holds.
   *
   * @return the physical address; how far the leaf reaches says {@link #leafOffsetMask()}
   * @throws ShadowFaultException where the kernel would crash
   */
  public long translate(int cpu, long address, boolean write) {
    Tlb tlb = tlbs[cpu];
    int slot = tlb.find(address);
    long entry = slot < 0 ? miss(tlb, address, write) : tlb.entry(slot);
    if ((entry & (write ? Entry.WRITABLE : Entry.PRESENT)) == 0) {
      entry = fault(cpu, slot, address, write);
    }
    offsetMask = offsetMasks[Entry.level(entry)];
    return (Entry.pfn(entry) << pageShift) + (address & offsetMask);
  }

  /** The pages that a CPU reads, as its TLB leads to them; whoever uses them notes them there. */
  public RecentPages recentPages(int cpu) {
    return new RecentPages(tlbs[cpu], memory, pageShift);
  }

  /** Bytes that a lowest table maps. */
  public long spanBytes() {
    return tables.spanBytes();
  }

  /**
   * How far a long ascending store may pass a TLB by, span by span: nothing of it is cached up to
   * there, and what follows would drive out whatever of it were. See {@link #passSpan}.
   *
   * @return the end of the last such span; {@code address} when there is none
   */
  public long passableTo(int cpu, long address, long bytes) {
    Tlb tlb = tlbs[cpu];
    long span = tables.spanBytes();
    long first = (address + span - 1) & -span;
    long end = (address + bytes - Math.max(span, (long) tlb.capacity() << pageShift)) & -span;
    return end - first > 0 && !tlb.holdsAny(first, end - 1) ? end : address;
  }

  /**
   * Translates a whole span past the TLB where its table is linear; counts the walks that its pages
   * would take.
   *
   * @return the physical address of the span; -1 where it must go page by page
   */
  public long passSpan(long address) {
    long entry = tables.linearAt(address);
    if (entry == Entry.ABSENT) {
      return -1;
    }
    work.tableWalks += tables.spanBytes() >>> pageShift;
    return Entry.pfn(entry) << pageShift;
  }

  /** Offsets within the leaf that the last translation went through. */
  public long leafOffsetMask() {
    return offsetMask;
  }

  private long miss(Tlb tlb, long address, boolean write) {
    work.tableWalks++;
    long entry = tables.walk(address);
    if (!Entry.present(entry)) {
      throw new ShadowFaultException("nothing is mapped at shadow " + Long.toHexString(address));
    }
    if (write && !Entry.writable(entry)) {
      throw readOnly(address);
    }
    tlb.insert(address, entry);
    return entry;
  }

  /** An access that what is cached does not permit: the tables may, by now. */
  private long fault(int cpu, int slot, long address, boolean write) {
    Tlb tlb = tlbs[cpu];
    long cached = tlb.entry(slot);
    long entry = tables.walk(address);
    boolean permitted = write ? Entry.writable(entry) : Entry.present(entry);
    boolean refreshes = Entry.present(cached) && rules.writeFaultRefreshes();
    if (!permitted || !(refreshes || newMappings[cpu])) {
      throw Entry.present(cached) ? readOnly(address) : staleInvalid(cpu, address, permitted);
    }
    work.spuriousFaults++;
    work.tableWalks++;
    if (refreshes) {
      tlb.drop(slot);
    } else {
      newMappings[cpu] = false;
      flushLocal(cpu, FlushReason.MAP);
    }
    tlb.insert(address, entry);
    return entry;
  }

  private static ShadowFaultException staleInvalid(int cpu, long address, boolean mapped) {
    return new ShadowFaultException(
        "nothing is mapped at shadow "
            + Long.toHexString(address)
            + (mapped ? ", says the TLB of CPU " + cpu : ""));
  }

  private static ShadowFaultException readOnly(long address) {
    return new ShadowFaultException("store to read-only shadow " + Long.toHexString(address));
  }

  /**
   * Translates past the TLBs.
   *
   * @return the physical address, or -1
   */
  public long walk(long address) {
    long entry = tables.walk(address);
    if (!Entry.present(entry)) {
      return -1;
    }
    return (Entry.pfn(entry) << pageShift) + (address & offsetMasks[Entry.level(entry)]);
  }

  /** What the tables say about the page of an address. */
  public MappingState stateOf(long address) {
    long entry = tables.walk(address);
    if (!Entry.present(entry)) {
      return MappingState.ABSENT;
    }
    return Entry.shared(entry) ? MappingState.SHARED : MappingState.REAL;
  }

  /** What page tables and TLBs hold, past both and uncounted. */
  public Mappings mappings() {
    return new Mappings(tables, tlbs, pageShift);
  }

  /** The first page of a range that has a frame of its own; {@code end} when there is none. */
  public long nextReal(long start, long end) {
    long first = firstOf(start);
    return start != end && tables.nextReal(first, lastOf(end)) ? tables.foundReal() : end;
  }

  /** The shared page of a value. */
  public SharedPage sharedPage(byte value) {
    return tables.chain(value);
  }

  /** Maps a range, rounded out to pages, to a shared page; pages that are real stay as they are. */
  public void populateShared(long start, long end, SharedPage page, boolean privateTables) {
    if (start != end) {
      ranges.mapShared(firstOf(start), lastOf(end), tables.own(page), privateTables);
    }
  }

  /** Maps a range, rounded out to pages or leaves, to frames of its own. */
  public void populate(long start, long end, byte value, FrameUse use, LeafPolicy leaves) {
    if (start != end) {
      ranges.mapReal(firstOf(start), lastOf(end), value, use, leaves);
    }
  }

  private long firstOf(long start) {
    return start & -1L << pageShift;
  }

  private long lastOf(long end) {
    return end - 1 | ~(-1L << pageShift);
  }

  /** Gives one page a frame of its own; false when no frame can be had. */
  public boolean map(int cpu, long address, byte value, FrameUse use) {
    long pfn = ledger.take(1, use);
    if (pfn == FrameSource.NONE) {
      return false;
    }
    Table table = tables.lowestTable(address);
    if (table == null) {
      ledger.give(pfn, 1, use);
      return false;
    }
    int index = tables.lowestIndex(address);
    if (Entry.real(table.entry(index))) {
      ledger.give(pfn, 1, use);
      throw hasFrame(address);
    }
    memory.fill(pfn << pageShift, 1L << pageShift, value);
    change(cpu, table, index, address, Entry.realLeaf(pfn, use, 0));
    work.maps++;
    return true;
  }

  private static IllegalStateException hasFrame(long address) {
    return new IllegalStateException(
        "shadow at " + Long.toHexString(address) + " has a frame already");
  }

  /** Puts a frame that was unmapped and not released back, with what it holds. */
  public void remap(int cpu, long address, long pfn) {
    Table table = tables.lowestTable(address);
    if (table == null) {
      throw new OutOfFramesException("no frame for a page table of shadow");
    }
    int index = tables.lowestIndex(address);
    if (Entry.real(table.entry(index))) {
      throw hasFrame(address);
    }
    change(cpu, table, index, address, Entry.realLeaf(pfn, limbo.remove(pfn), 0));
    work.maps++;
  }

  /** Puts a shared page in the place of a real one; returns the frame, still charged. */
  public long unmap(int cpu, long address, SharedPage replacement) {
    return unmap(cpu, address, tables.own(replacement).leaf());
  }

  /** Leaves a real page unmapped; returns the frame, still charged. */
  public long unmap(int cpu, long address) {
    return unmap(cpu, address, Entry.ABSENT);
  }

  private long unmap(int cpu, long address, long entry) {
    long old = tables.walk(address);
    if (!Entry.real(old) || Entry.level(old) != 0) {
      throw new IllegalStateException(
          "shadow at " + Long.toHexString(address) + " has no page of its own");
    }
    Table table = tables.lowestTable(address);
    if (table == null) {
      throw new OutOfFramesException("no frame for a page table of shadow");
    }
    change(cpu, table, tables.lowestIndex(address), address, entry);
    work.unmaps++;
    limbo.add(Entry.pfn(old), Entry.use(old));
    return Entry.pfn(old);
  }

  private void change(int cpu, Table table, int index, long address, long entry) {
    boolean live = Entry.present(table.entry(index));
    if (live && Entry.present(entry) && rules.frameChangeNeedsBreak()) {
      tables.set(table, index, Entry.ABSENT, null);
      work.breaks++;
      flushGlobal(firstOf(address), lastOf(address + 1));
      breakHook.broken(cpu, address);
    }
    if (!live && built && rules.invalidCached()) {
      for (Tlb tlb : tlbs) {
        tlb.insertInvalid(address);
      }
    }
    tables.set(table, index, entry, null);
  }

  /** Gives back a frame that was unmapped. */
  public void release(long pfn) {
    ledger.give(pfn, 1, limbo.remove(pfn));
  }

  /** Flushes the whole TLB of one CPU. */
  public void flushLocal(int cpu, FlushReason reason) {
    tlbs[cpu].flush();
    if (reason == FlushReason.MAP) {
      work.mapFlushes++;
    } else {
      work.recheckFlushes++;
    }
  }

  /** Flushes a range on all CPUs; {@code end} is exclusive. */
  public void flushAll(long start, long end) {
    flushGlobal(firstOf(start), lastOf(end));
  }

  private void flushGlobal(long first, long last) {
    work.globalFlushes++;
    if (!rules.broadcastInvalidate()) {
      work.remoteFlushes += tlbs.length - 1;
    }
    long pages = (last - first >>> pageShift) + 1;
    for (Tlb tlb : tlbs) {
      if (pages > rules.rangeFlushCeilingPages()) {
        tlb.flush();
      } else {
        tlb.flushRange(first, last, pageShift);
      }
    }
  }

  /** Gives back every frame, those that were unmapped and never released included. */
  public void giveAll() {
    tables.giveAll();
    limbo.giveAll(ledger);
    for (Tlb tlb : tlbs) {
      tlb.flush();
    }
  }
}
