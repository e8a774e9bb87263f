// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.ShadowByte;
import kasan.generic.FlushWindow;
import kasan.generic.FlushWindow.LeftOut;
import kasan.generic.GiveBack;
import kasan.generic.MappedOnDemand;
import kasan.generic.VmallocShadow;

/**
 * One zero page under all shadow, real shadow only where byte-managed memory is.
 *
 * <p><b>Source.</b> The question that Dmitry Vyukov put to Joonsoo Kim on 2017-05-16: map a single
 * zero page for the whole shadow, lazily map real shadow for kernel memory, and go back to the zero
 * page when the whole range that a shadow page describes is unused. The vmalloc area is shadowed as
 * CONFIG_KASAN_VMALLOC does today.
 *
 * <p><b>Memory.</b> 8 bytes of private tables for each shadow page (R/4096), 4 KiB for each block
 * with byte-managed memory, 1/8 of image and per-CPU stacks, vmalloc shadow as in the original.
 *
 * <pre>
 *   block without byte-managed memory   zero page: all accessible, free pages too
 *   block with it                       a frame: slab byte by byte, pages freed later 0xFF
 *   whole block free again              queued, then zero page, one global flush a batch
 * </pre>
 *
 * <p>With {@code give-back=not-byte-managed} a block goes back to the zero page when its last
 * byte-managed page is freed, though others of its pages may be in use: less memory, more misses.
 *
 * <p>With {@code flush-delay-us} the flush comes so long after the entries of a batch have changed,
 * as on a kernel whose CPUs run on meanwhile. Old frames are zeroed before; a block that is needed
 * before the flush takes its old frame back; frames are freed behind it. {@code leave-out} drops
 * one of these steps, to see which schedule catches it. With {@code tell-delay-us} a CPU that maps
 * is interrupted before it tells the others; who hands memory out meanwhile tells them, unless that
 * is left out. Linux's own change, {@code kernel/ondemand}, has this protocol and counts
 * byte-managed pages.
 *
 * <p><b>Misses, by design.</b> Accesses to free pages in blocks on the zero page, and in mapped
 * blocks to pages that were free before the block was mapped. Without {@code ipi-on-map}, accesses
 * from a CPU that still has the zero page in its TLB: stale zero says accessible.
 *
 * <p><b>Not modelled.</b> Memory hotplug; the early shadow of boot.
 */
final class OndemandShadow extends MappedOnDemand {
  private final VmallocShadow vmalloc;
  private final boolean ipiOnMap;
  private final long tellDelayNanos;
  private final boolean settles;
  private final long page;
  private long untoldStart;
  private long untoldEnd;

  OndemandShadow(
      KernelView view,
      boolean ipiOnMap,
      long tellDelayNanos,
      GiveBack giveBack,
      long unmapDelayNanos,
      FlushWindow window) {
    super(
        view,
        view.space().sharedPage((byte) 0),
        (byte) 0,
        new LeafPolicy(view.machine().pageShift(), false),
        false,
        giveBack,
        unmapDelayNanos,
        window);
    this.vmalloc = new VmallocShadow(view, bytes);
    this.ipiOnMap = ipiOnMap;
    this.tellDelayNanos = tellDelayNanos;
    this.settles = window.leftOut() != LeftOut.SETTLING;
    this.page = machine.pageBytes();
    build();
  }

  @Override
  protected void buildPages(long firstPfn, long pages, PageKind kind) {
    if (kind.byteManaged()) {
      long size = pages << machine.pageShift();
      require(back(BOOT_CPU, machine.addressOf(firstPfn), size, FrameUse.ON_DEMAND));
    }
  }

  /** A CPU that is not told may take the zero page for the new one until its entry is evicted. */
  @Override
  protected void mapped(int cpu, long start, long end) {
    if (!ipiOnMap) {
      space.flushLocal(cpu, FlushReason.MAP);
    } else if (tellDelayNanos == 0) {
      space.flushGlobal(cpu, start, end);
    } else {
      space.flushLocal(cpu, FlushReason.MAP);
      boolean first = untoldStart == untoldEnd;
      untoldStart = first || Long.compareUnsigned(start, untoldStart) < 0 ? start : untoldStart;
      untoldEnd = first || Long.compareUnsigned(end, untoldEnd) > 0 ? end : untoldEnd;
      if (first) {
        view.defer(tellDelayNanos, this::tell);
      }
    }
  }

  /** One of the maps that were not told yet may be that of this memory's block. */
  @Override
  protected void handingOut(int cpu) {
    if (settles) {
      tell(cpu);
    }
  }

  private void tell(int cpu) {
    if (untoldStart != untoldEnd) {
      space.flushGlobal(cpu, untoldStart, untoldEnd);
      untoldStart = untoldEnd;
    }
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    unmap.pagesAllocated(pfn, order);
    poisonMapped(cpu, pfn, order, (byte) 0);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    poisonMapped(cpu, pfn, order, ShadowByte.PAGE_FREE);
    unmap.pagesFreed(pfn, order);
  }

  /** Writes to the shadow of pages where it is real; the zero page is left alone. */
  private void poisonMapped(int cpu, long pfn, int order, byte code) {
    long address = machine.addressOf(pfn);
    long left = bytesOf(order);
    while (left > 0) {
      long shadow = bytes.shadowOf(address);
      long describedBytes = ((shadow | (page - 1)) + 1 - shadow) << GENERIC_SCALE_SHIFT;
      long size = Math.min(left, describedBytes);
      if (space.stateOf(shadow) == MappingState.REAL) {
        bytes.poison(cpu, address, size, code);
      }
      address += size;
      left -= size;
    }
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    unmap.runAllocated(pfn, blocks << order);
    poisonMappedOf(cpu, pfn, order, blocks, (byte) 0);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    poisonMappedOf(cpu, pfn, order, blocks, ShadowByte.PAGE_FREE);
    unmap.runFreed(pfn, blocks << order);
  }

  /** Writes as {@link #poisonMapped} does for each block, but looks only where shadow is real. */
  private void poisonMappedOf(int cpu, long pfn, int order, long blocks, byte code) {
    long start = bytes.shadowOf(machine.addressOf(pfn)) & -page;
    long end = bytes.shadowEnd(machine.addressOf(pfn + (blocks << order)));
    long describedPages = 1L << GENERIC_SCALE_SHIFT;
    for (long at = space.nextReal(start, end);
        at != end;
        at = at + page < end ? space.nextReal(at + page, end) : end) {
      long first = (pfn & -describedPages) + ((at - start) / page << GENERIC_SCALE_SHIFT);
      long from = Math.max(first, pfn);
      long to = Math.min(first + describedPages, pfn + (blocks << order));
      long each = Math.min(1L << order, to - from);
      bytes.poisonEach(
          cpu, machine.addressOf(from), each << machine.pageShift(), (to - from) / each, code);
    }
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return vmalloc.mapped(cpu, address, size, requestedBytes);
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    vmalloc.unmapped(cpu, address, size);
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    vmalloc.purged(cpu, start, end);
  }
}
