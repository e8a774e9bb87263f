// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowByte;
import kasan.generic.ByteShadow;

/**
 * Shadow bytes that are found page by page: in the block of a page of the direct map, or in the
 * array of the kernel image. Elsewhere there is no shadow: all is accessible, and poison is lost.
 */
final class PageBytes extends ByteShadow {
  /** Instead of a shadow address: all of the page is accessible. */
  private static final long VALID = -1;

  /** Instead of a shadow address: none of the page is accessible. */
  private static final long FREE = -2;

  private final Machine machine;
  private final PagePointers pointers;
  private final BlockPool pool;
  private final Region directMap;
  private long imageStart;
  private long imageBytes;
  private long imageShadow;

  PageBytes(KernelView view, PagePointers pointers, BlockPool pool) {
    super(view, GENERIC_SCALE_SHIFT);
    this.machine = view.machine();
    this.pointers = pointers;
    this.pool = pool;
    var layout = view.arch().layout();
    this.directMap = layout.region(RegionKind.DIRECT_MAP);
  }

  /** The image has an array of shadow of its own. */
  void setImage(long start, long bytes, long shadow) {
    imageStart = start;
    imageBytes = bytes;
    imageShadow = shadow;
  }

  @Override
  protected void fill(int cpu, long address, long bytes, byte code) {
    long at = address;
    long end = address + bytes;
    while (at < end) {
      long pieceEnd = Math.min(end, pageEnd(at));
      long shadow = locate(cpu, at);
      if (shadow != VALID && shadow != FREE) {
        memory.fill(cpu, shadow, (pieceEnd - at) >>> GENERIC_SCALE_SHIFT, code);
      }
      at = pieceEnd;
    }
  }

  @Override
  protected void store(int cpu, long address, byte value) {
    long shadow = locate(cpu, address);
    if (shadow != VALID && shadow != FREE) {
      memory.store(cpu, shadow, value);
    }
  }

  @Override
  public boolean accessible(int cpu, long address, long bytes) {
    long at = address;
    long end = address + bytes;
    while (at < end) {
      long pieceEnd = Math.min(end, pageEnd(at));
      long shadow = locate(cpu, at);
      if (shadow == FREE || (shadow != VALID && !granules(cpu, shadow, at, pieceEnd))) {
        return false;
      }
      at = pieceEnd;
    }
    return true;
  }

  private boolean granules(int cpu, long shadow, long at, long end) {
    long last = end - 1;
    long count = (last >>> GENERIC_SCALE_SHIFT) - (at >>> GENERIC_SCALE_SHIFT);
    if (count > 0) {
      boolean clean =
          count == 1
              ? memory.load(cpu, shadow) == 0
              : memory.firstNonZero(cpu, shadow, count) == -1;
      if (!clean) {
        return false;
      }
    }
    byte value = memory.load(cpu, shadow + count);
    return value == 0 || (last & mask) < value;
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    long shadow = locate(cpu, address);
    if (shadow == VALID || shadow == FREE) {
      return shadow == VALID;
    }
    return firstAccessible(memory.load(cpu, shadow));
  }

  @Override
  public int peek(long address) {
    if (inImage(address)) {
      return memory.peek(imageShadowOf(address));
    }
    if (!directMap.contains(address) || machine.pfnOf(address) >= machine.frames()) {
      return -1;
    }
    long pfn = machine.pfnOf(address);
    return switch ((byte) pointers.peek(pfn)) {
      case PagePointers.HAS_BLOCK -> memory.peek(inBlock(pfn, address));
      case PagePointers.FREE -> pointers.peek(pfn) == -1 ? -1 : ShadowByte.PAGE_FREE & 0xFF;
      default -> 0;
    };
  }

  private long pageEnd(long address) {
    return (address | (machine.pageBytes() - 1)) + 1;
  }

  /** How many shadow bytes a range of memory needs that begins with a granule. */
  long shadowBytes(long size) {
    return roundUp(size) >>> scale;
  }

  private boolean inImage(long address) {
    return Long.compareUnsigned(address - imageStart, imageBytes) < 0;
  }

  private long imageShadowOf(long address) {
    return imageShadow + ((address - imageStart) >>> GENERIC_SCALE_SHIFT);
  }

  private long inBlock(long pfn, long address) {
    long offset = address & (machine.pageBytes() - 1);
    return pool.address(pointers.blockOf(pfn)) + (offset >>> GENERIC_SCALE_SHIFT);
  }

  /** Where the shadow byte of an address stands, {@link #VALID} or {@link #FREE}. */
  private long locate(int cpu, long address) {
    if (inImage(address)) {
      return imageShadowOf(address);
    }
    if (!directMap.contains(address)) {
      return VALID;
    }
    long pfn = machine.pfnOf(address);
    if (pfn >= machine.frames() || pointers.peek(pfn) == -1) {
      return FREE;
    }
    return switch (pointers.load(cpu, pfn)) {
      case PagePointers.VALID -> VALID;
      case PagePointers.FREE -> FREE;
      default -> inBlock(pfn, address);
    };
  }
}
