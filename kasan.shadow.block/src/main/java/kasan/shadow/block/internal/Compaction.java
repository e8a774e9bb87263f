// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowMemory;

/**
 * Gives frames back that frees have left half empty, as zsmalloc does: only the page points to its
 * block, so the block can move.
 *
 * <p>When more than 1 in {@value #WASTE_LIMIT} blocks is unused, a worker is queued. It moves the
 * blocks of the emptiest frames into the fullest others until half as many are unused. A move
 * copies the block byte by byte and rewrites the pointer; all of it passes the view.
 *
 * <p><b>What a kernel would need.</b> <i>Readers:</i> an outline check loads the pointer, then
 * bytes of the block. Both under rcu_read_lock_sched_notrace; the worker frees what it has emptied
 * a grace period after the last pointer was rewritten. Code that runs where RCU does not watch must
 * not be checked. <i>Writers:</i> poisoning may come from an interrupt and must not be lost between
 * copy and pointer: a lock in the low bit of the pointer, held with interrupts off, by the worker
 * and by all code that writes a block. <i>The way back</i> from block to page: eight pfns of 32
 * bits, the two links of the group and the bits in use fit into the frame's own struct page; so the
 * frames are a pool of their own, not a kmem_cache.
 *
 * <p><b>Not modelled.</b> The grace period, which keeps a frame some milliseconds longer; the cost
 * of the lock.
 */
final class Compaction {
  private static final int WASTE_LIMIT = 128;
  private static final long DELAY_NANOS = 4_000_000;

  private final KernelView view;
  private final ShadowMemory memory;
  private final PagePointers pointers;
  private final BlockPool pool;
  private final long blockBytes;
  private boolean queued;

  Compaction(KernelView view, PagePointers pointers, BlockPool pool) {
    this.view = view;
    this.memory = view.memory();
    this.pointers = pointers;
    this.pool = pool;
    this.blockBytes = view.machine().pageBytes() >>> GENERIC_SCALE_SHIFT;
  }

  /** Blocks were given back. */
  void blocksGiven() {
    if (!queued && tooManyUnused(WASTE_LIMIT)) {
      queued = true;
      view.defer(DELAY_NANOS, this::run);
    }
  }

  private boolean tooManyUnused(int limit) {
    return pool.unusedBlocks() * limit > pool.usedBlocks() && pool.couldSpareFrame();
  }

  private void run(int cpu) {
    queued = false;
    while (tooManyUnused(2 * WASTE_LIMIT)) {
      pool.emptyFrame(cpu, this::move);
    }
  }

  private void move(int cpu, long pfn, int from, int to) {
    copy(cpu, pool.address(from), pool.address(to));
    pointers.setBlock(cpu, pfn, to);
  }

  private void copy(int cpu, long from, long to) {
    long start = 0;
    byte value = memory.load(cpu, from);
    for (long at = 1; at < blockBytes; at++) {
      byte next = memory.load(cpu, from + at);
      if (next != value) {
        memory.fill(cpu, to + start, at - start, value);
        start = at;
        value = next;
      }
    }
    memory.fill(cpu, to + start, blockBytes - start, value);
  }
}
