// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.generic.ByteShadow;
import kasan.api.generic.GenericShadow;
import kasan.api.generic.ShadowRegions;
import kasan.api.generic.VmallocShadow;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowByte;

/**
 * The original generic KASAN shadow.
 *
 * <p><b>Source.</b> Linux 6.12: mm/kasan/generic.c, common.c, shadow.c;
 * arch/x86/mm/kasan_init_64.c; CONFIG_KASAN_VMALLOC on.
 *
 * <p><b>Memory.</b> R/8 for the direct map, mapped at boot with leaves as large as alignment
 * permits; 1/8 of the image; one page for each 32 KiB of vmalloc space that holds an area; one zero
 * page with its chain of tables for the rest.
 *
 * <pre>
 *   direct map   [page][page][page]...   each page: 512 shadow bytes of its own, always there
 *   vmalloc      [area]  [area]          shadow page when an area is mapped, gone when purged
 *   the rest     one zero page
 * </pre>
 *
 * <p><b>Not modelled.</b> Early shadow before the memory map is known; memory hotplug; the shared
 * part of cpu_entry_area; free metadata marks (0xFA) on layouts without KASAN's metadata.
 */
final class OriginalShadow extends GenericShadow {
  private static final int BOOT_CPU = 0;

  private final VmallocShadow vmalloc;

  OriginalShadow(KernelView view, LeafPolicy leaves) {
    super(
        view,
        new ByteShadow(view, GENERIC_SCALE_SHIFT, view.arch().layout().shadowOffset()),
        leaves);
    this.vmalloc = new VmallocShadow(view, bytes);
    ShadowRegions.populateRest(view, bytes, view.space().sharedPage((byte) 0), false);
    for (PfnRange range : machine.ram()) {
      populate(
          machine.addressOf(range.first()), range.pages() << machine.pageShift(), FrameUse.STATIC);
    }
    view.truth().forEachPageRun(this::buildPages);
    buildByteManaged(BOOT_CPU);
  }

  private void buildPages(long firstPfn, long pages, PageKind kind) {
    if (kind == PageKind.FREE) {
      bytes.poison(
          BOOT_CPU, machine.addressOf(firstPfn), pages * machine.pageBytes(), ShadowByte.PAGE_FREE);
    }
  }

  @Override
  protected boolean back(int cpu, long address, long size, FrameUse use) {
    return true;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), (byte) 0);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), ShadowByte.PAGE_FREE);
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
