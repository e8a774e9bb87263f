// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.generic.StaticShadow;

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
final class OriginalShadow extends StaticShadow {
  OriginalShadow(KernelView view, LeafPolicy leaves) {
    super(view, GENERIC_SCALE_SHIFT, leaves);
    build();
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    poisonRun(cpu, pfn, order, blocks, true);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    poisonRun(cpu, pfn, order, blocks, false);
  }
}
