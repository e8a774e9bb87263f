// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.generic.GenericShadow;
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
 * page are the R/8 of the original. The struct pages of the frames. Empty frames that are kept at
 * hand. The window that the blocks stand in is the model's, see {@link BlockPool}. Nobody proposed
 * compaction in 2017.
 */
final class BlockShadow extends GenericShadow<PageBytes> {
  private static final int BOOT_CPU = 0;

  private final PagePointers pointers;
  private final BlockPool pool;
  private final @Nullable Compaction compaction;

  private BlockShadow(KernelView view, PagePointers pointers, BlockPool pool, boolean compacting) {
    super(view, new PageBytes(view, pointers, pool));
    this.pointers = pointers;
    this.pool = pool;
    this.compaction = compacting ? new Compaction(view, pointers, pool) : null;
    view.truth().forEachPageRun(this::buildPages);
    buildByteManaged(BOOT_CPU);
  }

  static BlockShadow attach(KernelView view, PagePointers.Place place, boolean compacting) {
    var pointers = new PagePointers(view, place);
    return new BlockShadow(
        view, pointers, new BlockPool(view, view.machine().ramPages()), compacting);
  }

  private void buildPages(long firstPfn, long pages, PageKind kind) {
    if (kind == PageKind.FREE) {
      pointers.setFree(BOOT_CPU, firstPfn, pages);
    } else if (kind == PageKind.SLAB || kind == PageKind.LARGE_KMALLOC) {
      long address = machine.addressOf(firstPfn);
      long size = pages << machine.pageShift();
      require(back(BOOT_CPU, address, size, FrameUse.ON_DEMAND));
      bytes.poison(BOOT_CPU, address, size, (byte) 0);
    }
  }

  /** The image has an array of shadow of its own, stacks of CPUs have none. */
  @Override
  protected void backFixed(long address, long size, FrameUse use) {
    if (use == FrameUse.IMAGE) {
      long shadowBytes = bytes.shadowBytes(size);
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

  /** Gives each page a block that it may already have; all of them, or none anew. */
  @Override
  protected boolean back(int cpu, long address, long size, FrameUse use) {
    long pfn = machine.pfnOf(address);
    long end = pfn + (size >>> machine.pageShift());
    for (long at = pfn; at < end; at++) {
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
  public boolean stackAllocated(int cpu, long address, long size) {
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    // a stack has no shadow
  }
}
