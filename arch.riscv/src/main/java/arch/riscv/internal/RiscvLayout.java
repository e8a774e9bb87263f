// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;
import static kasan.api.arch.RegionKind.CPU_ENTRY;
import static kasan.api.arch.RegionKind.DIRECT_MAP;
import static kasan.api.arch.RegionKind.HOLE;
import static kasan.api.arch.RegionKind.IMAGE;
import static kasan.api.arch.RegionKind.MODULES;
import static kasan.api.arch.RegionKind.OTHER;
import static kasan.api.arch.RegionKind.SHADOW;
import static kasan.api.arch.RegionKind.USER;
import static kasan.api.arch.RegionKind.VMALLOC;
import static kasan.api.arch.RegionKind.VMEMMAP;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;

/**
 * Address layouts of 64-bit RISC-V (Linux 6.12, Documentation/arch/riscv/vm-layout.rst), derived as
 * asm/pgtable.h, asm/page.h and asm/kasan.h derive them.
 *
 * <pre>
 *                       fixmap, PCI I/O, vmemmap, vmalloc, one above the other, up to
 *   PAGE_OFFSET         direct map; its first address is that of the first RAM
 *   KASAN_SHADOW_START  shadow, 2^(va-4) bytes, its start rounded down to PGDIR_SIZE
 *   MODULES_LOWEST      4 GiB below the top: modules, BPF
 *   -2 GiB              kernel image
 * </pre>
 *
 * <p>KASAN_SHADOW_OFFSET is 0xdfffffff00000000 in all modes, so that one kernel can choose its mode
 * at boot: the end of the shadow is the same in all.
 *
 * <p>IRQ stacks come from vmalloc space (arch/riscv/kernel/irq.c); they are a region of their own
 * here, at its start. How much they take is a choice of this model.
 */
final class RiscvLayout {
  private static final long SHADOW_OFFSET = 0xdfffffff00000000L;
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;

  /** KERNEL_LINK_ADDR. */
  private static final long IMAGE_START = -2 * GIB;

  /** MODULES_LOWEST_VADDR, KASAN_SHADOW_END. */
  private static final long MODULES_START = IMAGE_START - 2 * GIB;

  /** PMD_SIZE, and the device tree with 2 MiB beside it. */
  private static final long FIXMAP_BYTES = 6 * MIB;

  private static final long PCI_IO_BYTES = 16 * MIB;
  private static final long IRQ_STACK_BYTES = 256 * MIB;

  /** sizeof(struct page), log2. */
  private static final int STRUCT_PAGE_SHIFT = 6;

  private RiscvLayout() {}

  /** TASK_SIZE is the lower half. Pointer masking (Ssnpm) is for user space in 6.12: no tags. */
  static AddressLayout of(PagingMode mode) {
    return AddressLayout.of(mode.title(), regions(mode))
        .shadowOffset(SHADOW_OFFSET)
        .userLimit(1L << mode.virtualBits() - 1)
        .build();
  }

  private static List<Region> regions(PagingMode mode) {
    long kernelHalf = -1L << mode.virtualBits() - 1;
    long directMap = mode.pageOffset();
    long vmalloc = directMap - mode.directMapBytes() / 2;
    long vmemmap =
        vmalloc - (1L << mode.virtualBits() - PagingMode.PAGE_SHIFT - 1 + STRUCT_PAGE_SHIFT);
    long pciIo = vmemmap - PCI_IO_BYTES;
    long fixmap = pciIo - FIXMAP_BYTES;
    long shadow = shadowStart(mode);
    long directMapEnd = directMapEnd(mode);
    var list = new ArrayList<Region>();
    list.add(new Region("user space", USER, 0, ~kernelHalf, "none"));
    add(list, "unused hole", HOLE, kernelHalf, fixmap, "zero");
    add(list, "fixmap", OTHER, fixmap, pciIo, "zero");
    add(list, "PCI I/O space", OTHER, pciIo, vmemmap, "zero");
    add(list, "vmemmap", VMEMMAP, vmemmap, vmalloc, "zero");
    add(list, "IRQ stacks", CPU_ENTRY, vmalloc, vmalloc + IRQ_STACK_BYTES, "on-demand");
    add(list, "vmalloc, ioremap", VMALLOC, vmalloc + IRQ_STACK_BYTES, directMap, "on-demand");
    add(list, "direct map", DIRECT_MAP, directMap, directMapEnd, "real");
    if (directMapEnd < shadow) {
      add(list, "unused hole", HOLE, directMapEnd, shadow, "zero");
    }
    add(list, "KASAN shadow", SHADOW, shadow, MODULES_START, "zero");
    add(list, "modules, BPF", MODULES, MODULES_START, IMAGE_START, "on-demand");
    list.add(new Region("kernel image", IMAGE, IMAGE_START, -1, "real"));
    return list;
  }

  /** KASAN_SHADOW_START. */
  private static long shadowStart(PagingMode mode) {
    long bytes = 1L << mode.virtualBits() - 1 - GENERIC_SCALE_SHIFT;
    return MODULES_START - bytes & -1L << mode.topShift();
  }

  /** The direct map goes on for a quarter of the address space, or up to the shadow. */
  static long directMapEnd(PagingMode mode) {
    return Math.min(mode.pageOffset() + mode.directMapBytes(), shadowStart(mode));
  }

  private static void add(
      List<Region> list, String name, RegionKind kind, long start, long end, String shadow) {
    list.add(new Region(name, kind, start, end - 1, shadow));
  }
}
