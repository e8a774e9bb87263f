// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

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
import java.util.Locale;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;

/**
 * Address layouts of arm64, derived as asm/memory.h derives them (Linux 6.12, with the regions of
 * Documentation/arch/arm64/memory.rst).
 *
 * <pre>
 *   -2^va        linear map, all RAM
 *   START        KASAN shadow, 2^(va-3) bytes; the linear map ends where it starts
 *   END = -2^(min-1)   modules, 2 GiB
 *                vmalloc: image and IRQ stacks lie in it
 *   -2^(va-s)    vmemmap, below it fixmap and PCI I/O
 * </pre>
 *
 * <p>{@code min} is {@code va}, but for 52 bits 48, or 47 with 16K pages: such a kernel also runs
 * where the hardware has fewer bits, so that what lies above the shadow must not move. {@code s} is
 * log2 of page size over sizeof(struct page).
 *
 * <p>Image and IRQ stacks are parts of the vmalloc area on arm64; they are regions of their own
 * here, at its start, since it is there that an image without KASLR lies. How much the two take is
 * a choice of this model.
 */
final class Arm64Layout {
  private static final int ADDRESS_BITS = 64;
  private static final int TAG_SHIFT = 56;
  private static final int MOST_MIN_BITS = 48;
  private static final int MIN_BITS_16K = 47;
  private static final int STRUCT_PAGE_SHIFT = 6;
  private static final long MIB = 1L << 20;
  private static final long MODULES_BYTES = 2048 * MIB;
  private static final long IMAGE_BYTES = 256 * MIB;
  private static final long IRQ_STACK_BYTES = 256 * MIB;

  /** From the start of the fixmap to the vmemmap. */
  private static final long FIXMAP_BYTES = 256 * MIB;

  private static final long PCI_IO_BELOW_VMEMMAP = 24 * MIB;
  private static final long PCI_IO_BYTES = 16 * MIB;

  private final int virtualBits;
  private final TranslationGranule granule;

  private Arm64Layout(int virtualBits, TranslationGranule granule) {
    this.virtualBits = virtualBits;
    this.granule = granule;
  }

  static AddressLayout of(int virtualBits, TranslationGranule granule) {
    return new Arm64Layout(virtualBits, granule).layout();
  }

  private AddressLayout layout() {
    long shadowEnd = -1L << (minBits() - 1);
    long shadowStart = shadowEnd - (1L << (virtualBits - GENERIC_SCALE_SHIFT));
    return AddressLayout.of(
            virtualBits + "-bit, " + granule.word().toUpperCase(Locale.ROOT) + " pages",
            regions(shadowStart, shadowEnd))
        .shadowOffset(shadowEnd - (1L << (ADDRESS_BITS - GENERIC_SCALE_SHIFT)))
        .userLimit(1L << virtualBits)
        .tagShift(TAG_SHIFT)
        .build();
  }

  /** VA_BITS_MIN. */
  private int minBits() {
    if (virtualBits <= MOST_MIN_BITS) {
      return virtualBits;
    }
    return granule == TranslationGranule.SIZE_16K ? MIN_BITS_16K : MOST_MIN_BITS;
  }

  private List<Region> regions(long shadowStart, long shadowEnd) {
    int vmemmapShift = granule.pageShift() - STRUCT_PAGE_SHIFT;
    long linearStart = -1L << virtualBits;
    long image = shadowEnd + MODULES_BYTES;
    long irqStacks = image + IMAGE_BYTES;
    long vmalloc = irqStacks + IRQ_STACK_BYTES;
    long vmemmap = -1L << (virtualBits - vmemmapShift);
    long vmemmapEnd = vmemmap + ((shadowEnd - linearStart) >>> vmemmapShift);
    long fixmap = vmemmap - FIXMAP_BYTES;
    long pciIo = vmemmap - PCI_IO_BELOW_VMEMMAP;
    var list = new ArrayList<Region>();
    list.add(new Region("user space", USER, 0, (1L << virtualBits) - 1, "none"));
    add(list, "linear map", DIRECT_MAP, linearStart, shadowStart, "real");
    add(list, "KASAN shadow", SHADOW, shadowStart, shadowEnd, "zero");
    add(list, "modules", MODULES, shadowEnd, image, "on-demand");
    add(list, "kernel image", IMAGE, image, irqStacks, "real");
    add(list, "IRQ stacks", CPU_ENTRY, irqStacks, vmalloc, "on-demand");
    add(list, "vmalloc, ioremap", VMALLOC, vmalloc, fixmap, "on-demand");
    add(list, "fixmap", OTHER, fixmap, pciIo, "zero");
    add(list, "PCI I/O space", OTHER, pciIo, pciIo + PCI_IO_BYTES, "zero");
    add(list, "guard hole", HOLE, pciIo + PCI_IO_BYTES, vmemmap, "zero");
    add(list, "vmemmap", VMEMMAP, vmemmap, vmemmapEnd, "zero");
    list.add(new Region("guard hole", HOLE, vmemmapEnd, -1, "zero"));
    return list;
  }

  private static void add(
      List<Region> list, String name, RegionKind kind, long start, long end, String shadow) {
    list.add(new Region(name, kind, start, end - 1, shadow));
  }
}
