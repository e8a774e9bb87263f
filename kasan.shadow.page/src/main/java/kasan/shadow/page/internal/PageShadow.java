// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;

/**
 * The page shadow (pshadow): one byte for each page of the kernel half of the address space, at
 * {@code (address >> page shift) + offset}. Real under RAM, the black page under image and modules
 * so that those bypass, the zero page elsewhere (patches 05 to 07).
 */
final class PageShadow {
  /** Every access to the page is valid. */
  static final byte VALID = 0;

  /** The byte shadow decides (KASAN_PER_PAGE_BYPASS); equal to the byte shadow's freed page. */
  static final byte BYPASS = (byte) 0xFF;

  /** The page is free (KASAN_PER_PAGE_FREE). */
  static final byte FREE = (byte) 0xFE;

  private static final int BLOCK_ALIGN_PAGES = 8;

  private final ShadowSpace space;
  private final ShadowMemory memory;
  private final int pageShift;
  private final long offset;
  private final boolean straddleQuirk;

  PageShadow(KernelView view, boolean straddleQuirk, LeafPolicy leaves) {
    this.space = view.space();
    this.memory = view.memory();
    Machine machine = view.machine();
    this.pageShift = machine.pageShift();
    this.straddleQuirk = straddleQuirk;
    var layout = view.arch().layout();
    long kernelStart = layout.memoryOf(layout.region(RegionKind.SHADOW).start());
    long base =
        space.reserve(
            "page shadow", -kernelStart >>> pageShift, machine.pageBytes() * BLOCK_ALIGN_PAGES);
    this.offset = base - (kernelStart >>> pageShift);
    populate(view, leaves);
  }

  private void populate(KernelView view, LeafPolicy leaves) {
    SharedPage zero = space.sharedPage(VALID);
    SharedPage black = space.sharedPage(BYPASS);
    for (Region region : view.arch().layout().regions()) {
      if (region.kind() == RegionKind.DIRECT_MAP) {
        for (PfnRange range : view.machine().ram()) {
          // one byte more than the range, as posted: a straddling check may read it
          space.populate(
              of(view.machine().addressOf(range.first())),
              of(view.machine().addressOf(range.end())) + 1,
              VALID,
              FrameUse.STATIC,
              leaves);
        }
      } else if (region.kind() != RegionKind.USER) {
        boolean bypass = region.kind() == RegionKind.IMAGE || region.kind() == RegionKind.MODULES;
        space.populateShared(
            of(region.start()), of(region.last()) + 1, bypass ? black : zero, false);
      }
    }
  }

  /** Address of the page's byte. */
  long of(long address) {
    return (address >>> pageShift) + offset;
  }

  /** Marks whole pages. */
  void mark(int cpu, long address, long pages, byte value) {
    memory.fill(cpu, of(address), pages, value);
  }

  /** Marks blocks of whole pages, one behind the other. */
  void markEach(int cpu, long address, long pages, long blocks, byte value) {
    memory.fillEach(cpu, of(address), pages, blocks, value);
  }

  /** Sees to it that pages outside the RAM of the memory map can be marked. */
  void extendTo(long address, long pages) {
    long first = of(address);
    if (space.stateOf(first) != MappingState.REAL
        || space.stateOf(first + pages - 1) != MappingState.REAL) {
      space.populate(first, first + pages, FREE, FrameUse.STATIC, new LeafPolicy(pageShift, false));
    }
  }

  /** What the page shadow says of a range: {@link #VALID}, {@link #BYPASS} or {@link #FREE}. */
  byte valueOf(int cpu, long address, long bytes) {
    long first = of(address);
    long last = of(address + bytes - 1);
    byte value = memory.load(cpu, first);
    if (value == FREE || first == last) {
      return value;
    }
    boolean constantSize = bytes <= 16 && Long.bitCount(bytes) == 1;
    if (constantSize && straddleQuirk) {
      return value;
    }
    for (long at = first + 1; at <= last; at++) {
      if (memory.load(cpu, at) != value) {
        return FREE;
      }
    }
    return value;
  }

  /** As {@link #valueOf}, 0 to 255, past TLBs and uncounted; -1 where nothing is mapped. */
  int peekOf(long address, long bytes) {
    int value = peek(address);
    for (long at = of(address) + 1; at <= of(address + bytes - 1); at++) {
      if (memory.peek(at) != value) {
        return FREE & 0xFF;
      }
    }
    return value;
  }

  /** The page's byte, 0 to 255, uncounted; -1 where nothing is mapped. */
  int peek(long address) {
    return memory.peek(of(address));
  }
}
