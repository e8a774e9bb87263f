// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.ObjectState;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to shadow in each struct page, shadow blocks for byte-managed pages from a slab.
 *
 * <p><b>Source.</b> Dmitry Vyukov's proposal of 2017-05-29; with the pointers in page_ext, Vladimir
 * Murzin's of 2017-05-30. What is written for each kind of memory follows generic KASAN of Linux
 * 6.12.
 *
 * <p><b>Memory.</b> 8 bytes for each page of RAM (R/512), 16 in page_ext; 512 bytes for each
 * byte-managed page of 4 KiB, eight of them to a frame, of which {@link Compaction} keeps all but 1
 * in 128 in use; 1/8 of the image.
 *
 * <pre>
 *   struct page   [null]  page cache, anonymous, stack: all accessible
 *                 [ones]  free page: nothing accessible
 *                 [ *--]-&gt; 00 00 05 fc fb fb ...   512 bytes: slab, large kmalloc
 * </pre>
 *
 * <p><b>Misses, by design.</b> All that compiled code writes to shadow inline, since it expects one
 * contiguous shadow: redzones of stack variables and allocas, scopes that have ended. vmalloc
 * memory, modules: their pages have no block. A page-sized step from one allocated page into
 * another. Compiled checks cannot be inline.
 *
 * <p><b>Not modelled.</b> Shadow bytes inside page_ext in place of pointers: 512 bytes for every
 * page are the R/8 of the original. The struct pages of the frames and empty frames kept at hand.
 * The window that the blocks stand in is the model's, see {@link BlockPool}. Nobody proposed
 * compaction in 2017.
 */
final class BlockShadow implements Shadow {
  private static final int BOOT_CPU = 0;

  private final KernelView view;
  private final Machine machine;
  private final PagePointers pointers;
  private final BlockPool pool;
  private final PageBytes bytes;
  private final @Nullable Compaction compaction;

  BlockShadow(KernelView view, PagePointers.Place place, boolean compacting) {
    this.view = view;
    this.machine = view.machine();
    this.pointers = new PagePointers(view, place);
    this.pool = new BlockPool(view, machine.ramPages());
    this.bytes = new PageBytes(view, pointers, pool);
    this.compaction = compacting ? new Compaction(view, pointers, pool) : null;
    build();
  }

  private void build() {
    var truth = view.truth();
    truth.forEachPageRun(this::buildPages);
    truth.forEachFixed(this::buildFixed);
    truth.forEachKnownSlab((pfn, order, cache) -> slabAllocated(BOOT_CPU, pfn, order, cache));
    truth.forEachObject(
        (address, requested, cache, state) -> {
          if (state == ObjectState.LIVE || cache.typesafeByRcu()) {
            objectAllocated(BOOT_CPU, address, requested, cache);
          } else {
            objectFreed(BOOT_CPU, address, cache);
          }
        });
    truth.forEachLarge((pfn, order, size) -> largeAllocated(BOOT_CPU, pfn, order, size));
    truth.forEachRedzone((address, size, code) -> redzone(BOOT_CPU, address, size, code));
  }

  private void buildPages(long firstPfn, long pages, PageKind kind) {
    if (kind == PageKind.FREE) {
      pointers.setFree(BOOT_CPU, firstPfn, pages);
    } else if (kind == PageKind.SLAB || kind == PageKind.LARGE_KMALLOC) {
      if (!back(BOOT_CPU, firstPfn, pages)) {
        throw new OutOfFramesException("shadow blocks of byte-managed pages");
      }
      bytes.fill(BOOT_CPU, machine.addressOf(firstPfn), pages << machine.pageShift(), (byte) 0);
    }
  }

  private void buildFixed(long address, long size, FrameUse use) {
    if (use == FrameUse.IMAGE) {
      long shadowBytes = (size + 7) >>> GENERIC_SCALE_SHIFT;
      long shadow = view.space().reserve("shadow of the image", shadowBytes, machine.pageBytes());
      view.space()
          .populate(
              shadow,
              shadow + shadowBytes,
              (byte) 0,
              FrameUse.IMAGE,
              new LeafPolicy(machine.pageShift(), false));
      bytes.setImage(address, size, shadow);
    }
  }

  private void redzone(int cpu, long address, long size, byte code) {
    long granule = PageBytes.roundUp(address);
    bytes.limitLast(cpu, address);
    bytes.fill(cpu, granule, address + size - granule, code);
  }

  /** Gives each of these pages a block that it may already have; all of them, or none anew. */
  private boolean back(int cpu, long pfn, long pages) {
    for (long at = pfn; at < pfn + pages; at++) {
      if (pointers.blockOf(at) == PagePointers.NO_BLOCK) {
        int block = pool.take(cpu, at);
        if (block == BlockPool.NONE) {
          setWhole(cpu, pfn, at - pfn, PagePointers.VALID);
          return false;
        }
        pointers.setBlock(cpu, at, block);
      }
    }
    return true;
  }

  private void setWhole(int cpu, long pfn, long pages, byte state) {
    boolean given = false;
    long end = pfn + pages;
    for (long at = pfn; at < end; at++) {
      long without = pointers.withoutBlock(at, end);
      if (without > 0) {
        pointers.clearEach(cpu, at, without, state);
        at += without - 1;
        continue;
      }
      int block = pointers.clear(cpu, at, state);
      if (block != PagePointers.NO_BLOCK) {
        pool.give(cpu, block);
        given = true;
      }
    }
    if (given && compaction != null) {
      compaction.blocksGiven();
    }
  }

  private long bytesOf(int order) {
    return machine.pageBytes() << order;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    setWhole(cpu, pfn, 1L << order, PagePointers.VALID);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    setWhole(cpu, pfn, 1L << order, PagePointers.FREE);
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    runWhole(cpu, pfn, order, blocks, PagePointers.VALID);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    runWhole(cpu, pfn, order, blocks, PagePointers.FREE);
  }

  private void runWhole(int cpu, long pfn, int order, long blocks, byte state) {
    if (pointers.withoutBlock(pfn, pfn + (blocks << order)) == blocks << order) {
      pointers.clearEach(cpu, pfn, blocks << order, state);
      return;
    }
    for (long i = 0; i < blocks; i++) {
      setWhole(cpu, pfn + (i << order), 1L << order, state);
    }
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    if (!back(cpu, pfn, 1L << order)) {
      return false;
    }
    bytes.fill(cpu, machine.addressOf(pfn), bytesOf(order), ShadowByte.SLAB_REDZONE);
    return true;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    // its blocks go when its pages are freed
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    bytes.unpoison(cpu, address, cache.objectBytes());
    if (cache.kmalloc() && requestedBytes < cache.objectBytes()) {
      bytes.limitLast(cpu, address + requestedBytes);
      long redzone = PageBytes.roundUp(requestedBytes);
      bytes.fill(
          cpu,
          address + redzone,
          PageBytes.roundUp(cache.objectBytes()) - redzone,
          ShadowByte.SLAB_REDZONE);
    }
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    if (!cache.typesafeByRcu()) {
      bytes.fill(cpu, address, cache.objectBytes(), ShadowByte.SLAB_FREE);
    }
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    if (!back(cpu, pfn, 1L << order)) {
      return false;
    }
    long address = machine.addressOf(pfn);
    bytes.unpoison(cpu, address, requestedBytes);
    long redzone = PageBytes.roundUp(requestedBytes);
    bytes.fill(cpu, address + redzone, bytesOf(order) - redzone, ShadowByte.PAGE_REDZONE);
    return true;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    // its blocks go when its pages are freed
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    // a stack has no shadow
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    // vmalloc memory has no shadow
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    // vmalloc memory has no shadow
  }

  @Override
  public void poison(int cpu, long address, long size, byte code) {
    bytes.fill(cpu, address, size, code);
  }

  @Override
  public void unpoison(int cpu, long address, long size) {
    bytes.unpoison(cpu, address, size);
  }

  @Override
  public boolean check(int cpu, long address, long size, boolean write) {
    return size == 0 || bytes.accessible(cpu, address, size);
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
