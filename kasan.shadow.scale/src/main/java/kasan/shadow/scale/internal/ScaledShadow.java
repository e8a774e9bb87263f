// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import kasan.api.arch.AddressLayout;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowByte;
import kasan.generic.StaticShadow;

/**
 * Generic KASAN with one shadow byte for 16 or 32 bytes.
 *
 * <p><b>Source.</b> What Andrey Ryabinin proposed on 2017-05-17 in place of the per-page shadow: a
 * larger KASAN_SHADOW_SCALE_SHIFT, with objects and variables aligned to the granule. All else as
 * in generic KASAN of Linux 6.12, CONFIG_KASAN_VMALLOC on.
 *
 * <p><b>Memory.</b> R/16 or R/32 for the direct map, mapped at boot; the same share of the image;
 * one page for each 64 KiB or 128 KiB of vmalloc space that holds an area. What alignment costs is
 * paid by the layout of the kernel, class {@code generic-16} or {@code generic-32}.
 *
 * <pre>
 *   granule 32   [00][00][0d]   an object of 77 bytes: two granules, then the first 13 bytes
 *                 each compiled check has to compare, since 1 to 31 are all legal values
 * </pre>
 *
 * <p><b>Misses, by design.</b> Nothing that generic KASAN finds, on objects aligned to the granule:
 * partial counts are exact up to the granule. On objects that are not aligned, as on a recorded
 * placement, what one shadow byte cannot say counts as accessible: accesses to a freed object, or
 * behind an object, in a granule that another object shares; see {@link SharedGranules}. There is
 * never a false report.
 *
 * <p><b>Not modelled.</b> The growth of compiled code: with a larger granule the check for 8 bytes
 * is no longer a test for zero, which costs inline code a compare, a register and size. Early
 * shadow; memory hotplug.
 */
final class ScaledShadow extends StaticShadow {
  private static final long CALLERS_MASK = (1L << AddressLayout.GENERIC_SCALE_SHIFT) - 1;

  private final SharedGranules shared;
  private final long mask;

  /**
   * @param scale log2 of the granule in bytes
   * @param leaves of the static shadow
   */
  ScaledShadow(KernelView view, int scale, LeafPolicy leaves) {
    super(view, scale, leaves);
    this.shared = new SharedGranules(bytes, view.memory(), scale);
    this.mask = (1L << scale) - 1;
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

  /** Whether objects of a cache have granules of their own. */
  private boolean aligned(long address, SlabCache cache) {
    return ((address | cache.slotBytes()) & mask) == 0;
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    if (aligned(address, cache)) {
      super.objectAllocated(cpu, address, requestedBytes, cache);
    } else if (cache.kmalloc()) {
      shared.allow(cpu, address, requestedBytes);
      shared.forbid(
          cpu,
          address + requestedBytes,
          cache.objectBytes() - requestedBytes,
          ShadowByte.SLAB_REDZONE);
    } else {
      shared.allow(cpu, address, cache.objectBytes());
    }
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    if (aligned(address, cache)) {
      super.objectFreed(cpu, address, cache);
    } else if (!cache.typesafeByRcu()) {
      shared.forbid(cpu, address, cache.objectBytes(), ShadowByte.SLAB_FREE);
    }
  }

  @Override
  protected void redzone(int cpu, long address, long size, byte code) {
    shared.forbid(cpu, address, size, code);
  }

  @Override
  public void poison(int cpu, long address, long size, byte code) {
    shared.forbid(cpu, address, size, code);
  }

  /** What follows is not accessible up to where the caller's own granule ends, that of 8 bytes. */
  @Override
  public void unpoison(int cpu, long address, long size) {
    long end = address + size;
    shared.allow(cpu, address, size);
    shared.forbid(cpu, end, -end & CALLERS_MASK, ShadowByte.STACK_MID);
  }

  @Override
  public String meaning(int shadowByte) {
    return shadowByte > 0 && shadowByte <= mask
        ? "only the first " + shadowByte + " bytes accessible"
        : super.meaning(shadowByte);
  }
}
