// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

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
 * Address layouts of x86-64 as Documentation/arch/x86/x86_64/mm.rst lists them (Linux 6.12). The
 * offset is the same for 4 and 5 levels, so that one kernel can choose at boot. Each list covers
 * the kernel half without gaps.
 */
final class X86Layout {
  private static final long SHADOW_OFFSET = 0xdffffc0000000000L;

  private X86Layout() {}

  static AddressLayout fourLevel() {
    var regions = new ArrayList<Region>();
    regions.add(new Region("user space", USER, 0, 0x00007fffffffffffL, "none"));
    add(regions, "guard hole, hypervisor", HOLE, 0xffff800000000000L, 0xffff880000000000L, "zero");
    add(regions, "LDT remap", OTHER, 0xffff880000000000L, 0xffff888000000000L, "zero");
    add(regions, "direct map", DIRECT_MAP, 0xffff888000000000L, 0xffffc88000000000L, "real");
    add(regions, "unused hole", HOLE, 0xffffc88000000000L, 0xffffc90000000000L, "zero");
    add(
        regions,
        "vmalloc, ioremap",
        VMALLOC,
        0xffffc90000000000L,
        0xffffe90000000000L,
        "on-demand");
    add(regions, "unused hole", HOLE, 0xffffe90000000000L, 0xffffea0000000000L, "zero");
    add(regions, "vmemmap", VMEMMAP, 0xffffea0000000000L, 0xffffeb0000000000L, "zero");
    add(regions, "unused hole", HOLE, 0xffffeb0000000000L, 0xffffec0000000000L, "zero");
    add(regions, "KASAN shadow", SHADOW, 0xffffec0000000000L, 0xfffffc0000000000L, "zero");
    addTop(regions);
    return AddressLayout.of("4-level", regions)
        .shadowOffset(SHADOW_OFFSET)
        .userLimit(0x00007ffffffff000L)
        .build();
  }

  static AddressLayout fiveLevel() {
    var regions = new ArrayList<Region>();
    regions.add(new Region("user space", USER, 0, 0x00ffffffffffffffL, "none"));
    add(regions, "guard hole, hypervisor", HOLE, 0xff00000000000000L, 0xff10000000000000L, "zero");
    add(regions, "LDT remap", OTHER, 0xff10000000000000L, 0xff11000000000000L, "zero");
    add(regions, "direct map", DIRECT_MAP, 0xff11000000000000L, 0xff91000000000000L, "real");
    add(regions, "unused hole", HOLE, 0xff91000000000000L, 0xffa0000000000000L, "zero");
    add(
        regions,
        "vmalloc, ioremap",
        VMALLOC,
        0xffa0000000000000L,
        0xffd2000000000000L,
        "on-demand");
    add(regions, "unused hole", HOLE, 0xffd2000000000000L, 0xffd4000000000000L, "zero");
    add(regions, "vmemmap", VMEMMAP, 0xffd4000000000000L, 0xffd6000000000000L, "zero");
    add(regions, "unused hole", HOLE, 0xffd6000000000000L, 0xffdffc0000000000L, "zero");
    add(regions, "KASAN shadow", SHADOW, 0xffdffc0000000000L, 0xfffffc0000000000L, "zero");
    addTop(regions);
    return AddressLayout.of("5-level", regions)
        .shadowOffset(SHADOW_OFFSET)
        .userLimit(0x00fffffffffff000L)
        .build();
  }

  /** Above the shadow both layouts are alike. */
  private static void addTop(List<Region> regions) {
    add(regions, "unused hole", HOLE, 0xfffffc0000000000L, 0xfffffe0000000000L, "zero");
    add(
        regions,
        "cpu_entry_area",
        CPU_ENTRY,
        0xfffffe0000000000L,
        0xfffffe8000000000L,
        "on-demand");
    add(regions, "unused hole", HOLE, 0xfffffe8000000000L, 0xffffff0000000000L, "zero");
    add(regions, "espfix stacks", OTHER, 0xffffff0000000000L, 0xffffff8000000000L, "zero");
    add(regions, "unused hole", HOLE, 0xffffff8000000000L, 0xffffffef00000000L, "zero");
    add(regions, "EFI runtime", OTHER, 0xffffffef00000000L, 0xffffffff00000000L, "zero");
    add(regions, "unused hole", HOLE, 0xffffffff00000000L, 0xffffffff80000000L, "zero");
    add(regions, "kernel image", IMAGE, 0xffffffff80000000L, 0xffffffffa0000000L, "real");
    add(regions, "modules", MODULES, 0xffffffffa0000000L, 0xffffffffff000000L, "on-demand");
    regions.add(
        new Region("fixmap, vsyscall", OTHER, 0xffffffffff000000L, 0xffffffffffffffffL, "zero"));
  }

  private static void add(
      List<Region> regions, String name, RegionKind kind, long start, long end, String shadow) {
    regions.add(new Region(name, kind, start, end - 1, shadow));
  }
}
