// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowByte;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;
import kasan.generic.ByteShadow;
import kasan.generic.DeferredUnmap;
import kasan.generic.GenericShadow;
import kasan.generic.ShadowRegions;
import org.jspecify.annotations.Nullable;

/**
 * Per-page shadow for all RAM, byte shadow on demand for byte-managed memory.
 *
 * <p><b>Source.</b> Joonsoo Kim's series of 2017-05-16, version 1 with all eleven patches, on
 * x86-64.
 *
 * <p><b>Memory.</b> R/4096 of page shadow in 2 MiB leaves; R/4096 of private tables, 8 bytes for
 * each page of byte shadow; 4 KiB for each block with a byte-managed page; 1/8 of image and per-CPU
 * stacks.
 *
 * <pre>
 *   page shadow   00 valid | FE free | FF ask the byte shadow       one byte a page, always real
 *   byte shadow   black page (FF) ... until a page of the block is byte-managed, then a frame:
 *                 FF FF FF [slab page: byte by byte] FF FF FF FF    neighbours stay FF
 * </pre>
 *
 * <p><b>Check</b> (11/11): byte shadow; if it says bad, page shadow, 00 passes; if not, flush this
 * CPU's TLB and try the byte shadow again; then report. A map flushes the mapping CPU only; blocks
 * are unmapped by a worker that flushes all CPUs once a batch.
 *
 * <p><b>On arm64</b> the series as posted is unsound. Black to real, and back, is another frame in
 * a live entry, which that architecture demands break-before-make for: for a moment the shadow is
 * not mapped, and a CPU that reads a page-cache page of the same block then, legally, reads that
 * shadow first and takes a fault. Page-first, the order before 11/11, leaves that to accesses that
 * are bugs, whose recheck reads the byte shadow. {@code unmapped=invalid} leaves the entries of
 * unused blocks invalid in place of black, as CONFIG_KASAN_VMALLOC does: invalid is never cached,
 * so that nothing has to be broken, no map needs a flush and no check a recheck, and private tables
 * come as they are needed. The price: the page shadow must be read first, always, so slab takes two
 * loads a check; and compiled code cannot be inline, since it reads the byte shadow of everything.
 *
 * <p><b>Misses, by design.</b> Accesses from one page-managed page into another; with {@code
 * straddle-quirk} what straddles into a free page. No vmalloc shadow: vmalloc memory is accessible.
 *
 * <p><b>Not modelled.</b> The temporary offset of early boot; highmem; the wrong test against
 * unmapping the image's shadow (v1 compared it with text addresses): image shadow is never
 * unmapped.
 */
final class PageAndByteShadow extends GenericShadow {
  /** What can be chosen. */
  record Behaviour(
      boolean pageFirst,
      boolean recheck,
      boolean freeRecheck,
      boolean straddleQuirk,
      boolean unmappedInvalid,
      long unmapDelayNanos) {

    /** The quirk would look at byte shadow behind the page it asked about. */
    boolean quirk() {
      return straddleQuirk && !unmappedInvalid;
    }

    /** Whether byte shadow may be read only where the page shadow says that there is some. */
    boolean pageDecides() {
      return pageFirst || unmappedInvalid;
    }
  }

  private static final int BOOT_CPU = 0;
  private static final LeafPolicy ERA_2017 = new LeafPolicy(21, true);

  private final ShadowSpace space;
  private final PageShadow pages;
  private final DeferredUnmap unmap;
  private final Behaviour behaviour;
  private final long page;
  private boolean building = true;

  PageAndByteShadow(KernelView view, Behaviour behaviour) {
    super(
        view,
        new ByteShadow(view, GENERIC_SCALE_SHIFT, view.arch().layout().shadowOffset()),
        ERA_2017);
    this.space = view.space();
    this.behaviour = behaviour;
    this.page = machine.pageBytes();
    long shadowStart = view.arch().layout().region(RegionKind.SHADOW).start();
    long kernelStart = view.arch().layout().memoryOf(shadowStart);
    this.pages = new PageShadow(view, behaviour.quirk(), ERA_2017, kernelStart);
    SharedPage black = behaviour.unmappedInvalid() ? null : space.sharedPage(ShadowByte.PAGE_FREE);
    this.unmap =
        new DeferredUnmap(view, bytes, black, GENERIC_SCALE_SHIFT, behaviour.unmapDelayNanos());
    ShadowRegions.populateRest(view, bytes, space.sharedPage((byte) 0), true);
    if (black != null) {
      for (PfnRange range : machine.ram()) {
        space.populateShared(
            bytes.shadowOf(machine.addressOf(range.first())),
            bytes.shadowEnd(machine.addressOf(range.end())),
            black,
            true);
      }
    }
    view.truth().forEachPageRun(this::buildPages);
    buildByteManaged(BOOT_CPU);
    building = false;
  }

  private void buildPages(long firstPfn, long count, PageKind kind) {
    long address = machine.addressOf(firstPfn);
    if (kind == PageKind.FREE) {
      pages.mark(BOOT_CPU, address, count, PageShadow.FREE);
    } else if (kind.byteManaged()) {
      long size = count << machine.pageShift();
      FrameUse use = kind == PageKind.STACK ? FrameUse.STACK : FrameUse.ON_DEMAND;
      if (!back(BOOT_CPU, address, size, use)) {
        throw new OutOfFramesException("no frame left for the shadow of byte-managed pages");
      }
      bytes.unpoison(BOOT_CPU, address, size);
      pages.mark(BOOT_CPU, address, count, PageShadow.BYPASS);
    }
  }

  @Override
  protected boolean back(int cpu, long address, long size, FrameUse use) {
    boolean mapped = false;
    long end = bytes.shadowEnd(address + size);
    for (long at = bytes.shadowOf(address) & -page; at < end; at += page) {
      if (space.stateOf(at) != MappingState.REAL) {
        if (!space.map(cpu, at, ShadowByte.PAGE_FREE, use)) {
          return false;
        }
        mapped = true;
      }
    }
    if (mapped && !building && !behaviour.unmappedInvalid()) {
      space.flushLocal(cpu, FlushReason.MAP);
    }
    return true;
  }

  /** Image in the leaves of the era; per-CPU stacks page by page, as patch 09 does after boot. */
  @Override
  protected void backFixed(long address, long size, FrameUse use) {
    if (use != FrameUse.STACK) {
      super.backFixed(address, size, use);
    } else if (!stackAllocated(BOOT_CPU, address, size)) {
      throw new OutOfFramesException("no frame left for the shadow of per-CPU stacks");
    }
  }

  private void markByteManaged(int cpu, long address, long size) {
    pages.mark(cpu, address, size >>> machine.pageShift(), PageShadow.BYPASS);
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    unmap.pagesAllocated(pfn, order);
    pages.mark(cpu, machine.addressOf(pfn), 1L << order, PageShadow.VALID);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    pages.mark(cpu, machine.addressOf(pfn), 1L << order, PageShadow.FREE);
    unmap.pagesFreed(pfn, order);
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    unmap.runAllocated(pfn, blocks << order);
    pages.markEach(cpu, machine.addressOf(pfn), 1L << order, blocks, PageShadow.VALID);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    pages.markEach(cpu, machine.addressOf(pfn), 1L << order, blocks, PageShadow.FREE);
    unmap.runFreed(pfn, blocks << order);
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    if (!super.slabAllocated(cpu, pfn, order, cache)) {
      return false;
    }
    markByteManaged(cpu, machine.addressOf(pfn), bytesOf(order));
    return true;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), ShadowByte.PAGE_FREE);
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    if (!super.largeAllocated(cpu, pfn, order, requestedBytes)) {
      return false;
    }
    markByteManaged(cpu, machine.addressOf(pfn), bytesOf(order));
    return true;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    slabFreed(cpu, pfn, order);
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    if (!super.stackAllocated(cpu, address, size)) {
      return false;
    }
    pages.extendTo(address, size >>> machine.pageShift());
    markByteManaged(cpu, address, size);
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    bytes.poison(cpu, address, size, ShadowByte.PAGE_FREE);
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    // v1 has no vmalloc shadow
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    // v1 has no vmalloc shadow
  }

  @Override
  public boolean check(int cpu, long address, long size, boolean write) {
    if (size == 0) {
      return true;
    }
    if (!bytes.inShadowedSpace(address, size)) {
      return false;
    }
    return behaviour.pageDecides()
        ? checkPageFirst(cpu, address, size)
        : bytes.accessible(cpu, address, size) || !confirm(cpu, address, size, write);
  }

  private boolean checkPageFirst(int cpu, long address, long size) {
    byte value = pages.valueOf(cpu, address, size);
    if (value == PageShadow.VALID) {
      view.note(SchemeNote.SECOND_SHADOW);
      return true;
    }
    if (value == PageShadow.BYPASS && bytes.accessible(cpu, address, size)) {
      return true;
    }
    return passesRecheck(cpu, address, size);
  }

  /**
   * The page shadow and the recheck: the part that inline instrumentation reaches by its report.
   */
  @Override
  public boolean confirm(int cpu, long address, long size, boolean write) {
    if (!bytes.inShadowedSpace(address, size)) {
      return true;
    }
    if (pages.valueOf(cpu, address, size) == PageShadow.VALID) {
      view.note(SchemeNote.SECOND_SHADOW);
      return false;
    }
    return !passesRecheck(cpu, address, size);
  }

  private boolean passesRecheck(int cpu, long address, long size) {
    if (!behaviour.recheck() || behaviour.unmappedInvalid()) {
      return false;
    }
    flushAndNote(cpu);
    boolean passed = bytes.accessible(cpu, address, size);
    if (passed) {
      view.note(SchemeNote.RECHECK_PASSED);
    }
    return passed;
  }

  private void flushAndNote(int cpu) {
    view.note(SchemeNote.RECHECK);
    space.flushLocal(cpu, FlushReason.RECHECK);
  }

  /** Allocated pages without byte shadow are asked for too: a mempool of pages takes them back. */
  @Override
  public boolean byteAccessible(int cpu, long address) {
    if (behaviour.unmappedInvalid()) {
      byte value = pages.valueOf(cpu, address, 1);
      return value == PageShadow.VALID
          || (value == PageShadow.BYPASS && bytes.byteAccessible(cpu, address));
    }
    if (bytes.byteAccessible(cpu, address) || pages.valueOf(cpu, address, 1) == PageShadow.VALID) {
      return true;
    }
    if (!behaviour.freeRecheck()) {
      return false;
    }
    flushAndNote(cpu);
    return bytes.byteAccessible(cpu, address);
  }

  /** The shadow byte that decides: that of the page unless it says to ask the byte shadow. */
  @Override
  public int shadowByte(long address) {
    int value = pages.peek(address);
    return value == (PageShadow.BYPASS & 0xFF) || value == -1 ? bytes.peek(address) : value;
  }

  /** Free pages, and pages of different kinds side by side, are a use after free (05/11). */
  @Override
  public @Nullable String bugClass(long address, long size) {
    return pages.peekOf(address, size) == (PageShadow.FREE & 0xFF) ? "use-after-free" : null;
  }

  @Override
  public String meaning(int shadowByte) {
    return shadowByte == (PageShadow.FREE & 0xFF)
        ? "free page (page shadow), or redzone behind a large kmalloc"
        : super.meaning(shadowByte);
  }
}
