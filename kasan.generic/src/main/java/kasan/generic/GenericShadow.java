// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.ObjectState;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;

/**
 * What generic KASAN writes for each kind of byte-managed memory, on a byte shadow that a subclass
 * provides: it says in {@link #back} how a range of shadow becomes writable, and in {@link
 * #pagesAllocated} and {@link #pagesFreed} what becomes of pages as such.
 *
 * <p>Values and order of the stores follow Linux 6.12 (mm/kasan/common.c, generic.c, shadow.c).
 *
 * @param <B> kind of the byte shadow: where its bytes stand
 */
public abstract class GenericShadow<B extends ByteShadow> implements Shadow {
  /** All that the shadow may touch. */
  protected final KernelView view;

  /** The machine, at hand for speed. */
  protected final Machine machine;

  /** The byte shadow. */
  protected final B bytes;

  /**
   * @param bytes the byte shadow to write
   */
  protected GenericShadow(KernelView view, B bytes) {
    this.view = view;
    this.machine = view.machine();
    this.bytes = bytes;
  }

  /** Backs byte-managed memory that stands from boot to shutdown: image, per-CPU stacks. */
  protected abstract void backFixed(long address, long size, FrameUse use);

  /**
   * Sees to it that the shadow of a range of memory is backed by writable frames.
   *
   * @param use what for
   * @return false when no frame could be had
   */
  protected abstract boolean back(int cpu, long address, long bytes, FrameUse use);

  /** Bytes of 2^{@code order} pages. */
  protected final long bytesOf(int order) {
    return machine.pageBytes() << order;
  }

  /**
   * Writes the shadow of all byte-managed memory that the truth knows of. Subclasses call it while
   * they attach, after they have set up the rest.
   *
   * @throws OutOfFramesException when there are not enough frames
   */
  protected final void buildByteManaged(int cpu) {
    var truth = view.truth();
    truth.forEachFixed(this::backFixed);
    truth.forEachKnownSlab((pfn, order, cache) -> require(slabAllocated(cpu, pfn, order, cache)));
    truth.forEachObject(
        (address, requested, cache, state) -> {
          if (state == ObjectState.LIVE || cache.typesafeByRcu()) {
            // readers may still look at a freed object of such a cache
            objectAllocated(cpu, address, requested, cache);
          } else {
            objectFreed(cpu, address, cache);
          }
        });
    truth.forEachLarge((pfn, order, size) -> require(largeAllocated(cpu, pfn, order, size)));
    truth.forEachVmallocArea(
        (address, size, requested, unpurged) -> {
          require(vmallocMapped(cpu, address, size, requested));
          if (unpurged) {
            vmallocUnmapped(cpu, address, size);
          }
        });
    truth.forEachStack((address, size, estimated) -> require(stackAllocated(cpu, address, size)));
    truth.forEachRedzone((address, size, code) -> redzone(cpu, address, size, code));
  }

  /** Poisons what compiled code had poisoned; what precedes it in its granule stays as it is. */
  protected void redzone(int cpu, long address, long size, byte code) {
    bytes.redzone(cpu, address, size, code);
  }

  /**
   * Ends the building of a shadow when memory could not be backed.
   *
   * @throws OutOfFramesException unless it was backed
   */
  protected static void require(boolean backed) {
    if (!backed) {
      throw new OutOfFramesException("no frame left for byte shadow");
    }
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    long address = machine.addressOf(pfn);
    if (!back(cpu, address, bytesOf(order), FrameUse.ON_DEMAND)) {
      return false;
    }
    bytes.poison(cpu, address, bytesOf(order), ShadowByte.SLAB_REDZONE);
    return true;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    // the pages are poisoned as such when they are freed
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    bytes.unpoison(cpu, address, cache.objectBytes());
    if (cache.kmalloc() && requestedBytes < cache.objectBytes()) {
      bytes.poisonLastGranule(cpu, address, requestedBytes);
      long redzone = bytes.roundUp(requestedBytes);
      bytes.poison(
          cpu,
          address + redzone,
          bytes.roundUp(cache.objectBytes()) - redzone,
          ShadowByte.SLAB_REDZONE);
    }
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    if (!cache.typesafeByRcu()) {
      bytes.poison(cpu, address, cache.objectBytes(), ShadowByte.SLAB_FREE);
    }
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    long address = machine.addressOf(pfn);
    if (!back(cpu, address, bytesOf(order), FrameUse.ON_DEMAND)) {
      return false;
    }
    bytes.unpoison(cpu, address, requestedBytes);
    long redzone = bytes.roundUp(requestedBytes);
    bytes.poison(cpu, address + redzone, bytesOf(order) - redzone, ShadowByte.PAGE_REDZONE);
    return true;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    // the pages are poisoned as such when they are freed
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    if (!back(cpu, address, size, FrameUse.STACK)) {
      return false;
    }
    bytes.unpoison(cpu, address, size);
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    // its pages, or its vmalloc area, are poisoned as such
  }

  /** By default vmalloc memory has no shadow: all of it is accessible. */
  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    // there is no shadow of it
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    // there is no shadow of it
  }

  @Override
  public void poison(int cpu, long address, long size, byte code) {
    bytes.poison(cpu, address, size, code);
  }

  @Override
  public void unpoison(int cpu, long address, long size) {
    bytes.unpoison(cpu, address, size);
  }

  @Override
  public boolean check(int cpu, long address, long size, boolean write) {
    return size == 0
        || (bytes.inShadowedSpace(address, size) && bytes.accessible(cpu, address, size));
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    return bytes.byteAccessible(cpu, address);
  }

  @Override
  public int shadowByte(long address) {
    return bytes.peek(address);
  }

  @Override
  public String meaning(int shadowByte) {
    return ShadowByte.meaning(shadowByte);
  }
}
