// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowByte;
import kasan.generic.GiveBack;
import kasan.generic.MappedOnDemand;
import org.jspecify.annotations.Nullable;

/**
 * Per-page shadow for all RAM, byte shadow on demand for byte-managed memory.
 *
 * <p><b>Source.</b> Joonsoo Kim's series of 2017-05-16, version 1 with all eleven patches, on
 * x86-64. What it does, in the order of the methods below:
 *
 * <pre>
 *   pages allocated                  page shadow = 00             valid as a whole
 *   pages freed                      page shadow = FE             free as a whole;
 *                                    a block that is free as a whole is queued
 *   they become slab, large          for each of their blocks: where the byte shadow is black,
 *     kmalloc or stack                 a frame; flush the TLB of this CPU
 *                                    byte shadow as generic KASAN has it
 *                                    page shadow = FF             ask the byte shadow
 *   an access                        byte shadow good             passes
 *                                    page shadow 00               passes
 *                                    flush the TLB of this CPU
 *                                    byte shadow good by now      passes
 *                                    report
 *   the worker, 4 ms later           black in place of each queued block that is still free
 *                                    flush the TLBs of all CPUs
 *                                    frames and blocks go back
 * </pre>
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
 * <p><b>On arm64</b> the series as posted is unsound. Black to real, and back, is another frame in
 * a live entry. That architecture demands break-before-make for it: for a moment the shadow is not
 * mapped. A CPU may then read a page-cache page of the same block, legally. Its check reads that
 * shadow first and takes a fault. Page-first, the order before 11/11, leaves the fault to accesses
 * that are bugs: their recheck reads the byte shadow.
 *
 * <p>{@code unmapped=invalid} leaves the entries of unused blocks invalid in place of black, as
 * CONFIG_KASAN_VMALLOC does. A TLB never caches an invalid entry, so nothing has to be broken, no
 * map needs a flush and no check a recheck, and private tables come as they are needed. The price:
 * each check reads the page shadow first, so slab takes two loads; and compiled code cannot be
 * inline, since it reads the byte shadow of everything.
 *
 * <p><b>Misses, by design.</b> Accesses from one page-managed page into another; with {@code
 * straddle-quirk} what straddles into a free page. No vmalloc shadow: vmalloc memory is accessible.
 *
 * <p><b>Not modelled.</b> The temporary offset of early boot; highmem; the wrong test against
 * unmapping the image's shadow (v1 compared it with text addresses): image shadow is never
 * unmapped.
 */
final class PageAndByteShadow extends MappedOnDemand {
  private static final LeafPolicy ERA_2017 = new LeafPolicy(21, true);

  private final PageShadow pages;
  private final AccessCheck check;
  private final boolean flushesOnMap;

  private PageAndByteShadow(KernelView view, Behaviour behaviour, PageShadow pages) {
    super(
        view,
        behaviour.unmappedInvalid() ? null : view.space().sharedPage(ShadowByte.PAGE_FREE),
        ShadowByte.PAGE_FREE,
        ERA_2017,
        true,
        GiveBack.FREE,
        behaviour.unmapDelayNanos());
    this.pages = pages;
    this.check = new AccessCheck(view, bytes, pages, behaviour);
    this.flushesOnMap = !behaviour.unmappedInvalid();
    build();
  }

  static PageAndByteShadow attach(KernelView view, Behaviour behaviour) {
    return new PageAndByteShadow(
        view, behaviour, new PageShadow(view, behaviour.quirk(), ERA_2017));
  }

  @Override
  protected void buildPages(long firstPfn, long count, PageKind kind) {
    long address = machine.addressOf(firstPfn);
    if (kind == PageKind.FREE) {
      pages.mark(BOOT_CPU, address, count, PageShadow.FREE);
    } else if (kind.byteManaged()) {
      long size = count << machine.pageShift();
      FrameUse use = kind == PageKind.STACK ? FrameUse.STACK : FrameUse.ON_DEMAND;
      require(back(BOOT_CPU, address, size, use));
      bytes.unpoison(BOOT_CPU, address, size);
      bypass(BOOT_CPU, address, size);
    }
  }

  /** Image in the leaves of the era; per-CPU stacks page by page, as patch 09 does after boot. */
  @Override
  protected void backFixed(long address, long size, FrameUse use) {
    if (use == FrameUse.STACK) {
      require(stackAllocated(BOOT_CPU, address, size));
    } else {
      super.backFixed(address, size, use);
    }
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    unmap.pagesAllocated(pfn, order);
    pages.mark(cpu, machine.addressOf(pfn), 1L << order, PageShadow.VALID);
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    unmap.runAllocated(pfn, blocks << order);
    pages.markEach(cpu, machine.addressOf(pfn), 1L << order, blocks, PageShadow.VALID);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    pages.mark(cpu, machine.addressOf(pfn), 1L << order, PageShadow.FREE);
    unmap.pagesFreed(pfn, order);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    pages.markEach(cpu, machine.addressOf(pfn), 1L << order, blocks, PageShadow.FREE);
    unmap.runFreed(pfn, blocks << order);
  }

  /** Other CPUs are not told: a black entry that is stale only leads to a recheck. */
  @Override
  protected void mapped(int cpu, long start, long end) {
    if (flushesOnMap) {
      space.flushLocal(cpu, FlushReason.MAP);
    }
  }

  private boolean bypass(int cpu, long address, long size) {
    pages.mark(cpu, address, size >>> machine.pageShift(), PageShadow.BYPASS);
    return true;
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    return super.slabAllocated(cpu, pfn, order, cache)
        && bypass(cpu, machine.addressOf(pfn), bytesOf(order));
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), ShadowByte.PAGE_FREE);
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    return super.largeAllocated(cpu, pfn, order, requestedBytes)
        && bypass(cpu, machine.addressOf(pfn), bytesOf(order));
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
    return bypass(cpu, address, size);
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    bytes.poison(cpu, address, size, ShadowByte.PAGE_FREE);
  }

  @Override
  public boolean check(int cpu, long address, long size, boolean write) {
    return check.passes(cpu, address, size);
  }

  /** Inline instrumentation reaches this part by its report. */
  @Override
  public boolean confirm(int cpu, long address, long size, boolean write) {
    return check.reported(cpu, address, size);
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    return check.byteAccessible(cpu, address);
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
