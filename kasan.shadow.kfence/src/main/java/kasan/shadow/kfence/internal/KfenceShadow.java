// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import kasan.api.memory.Machine;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SilentShadow;

/**
 * KFENCE: now and then one object lives on a page of its own between guard pages.
 *
 * <p><b>Source.</b> Linux 6.12: mm/kfence/core.c, Documentation/dev-tools/kfence.rst. Every {@code
 * interval-ms} the next allocation of at most a page is sampled; slots are used again in the order
 * in which they became free, so that a freed object stays protected for as long as possible.
 *
 * <p><b>Memory.</b> 2 (objects + 1) pages, at boot, and page tables for them. Nothing else: no
 * redzones, no metadata in slabs, no shadow.
 *
 * <pre>
 *   [guard][......object][guard]    an access one byte to the right faults at once
 *   [guard][object......][guard]    there, one to the right only spoils the canary
 *   [guard][ protected  ][guard]    freed: every access faults
 * </pre>
 *
 * <p>In this model a sampled object stays at the address that the kernel placed it at, and its slot
 * of the pool stands in for it: an access to its memory faults if the same access would fault in
 * the pool.
 *
 * <p><b>Misses, by design.</b> Every object that was not sampled; all but slab objects; on the side
 * away from the guard page whatever stays on the page; CPUs whose TLB still knows a page that was
 * protected on another. <b>Because objects stay in place</b> also what leaves an object's slab
 * slot: there it is another object's memory.
 *
 * <p><b>Not modelled.</b> Canaries, which tell of a spoilt page when the object is freed; kfence's
 * own metadata and stacks; objects of SLAB_TYPESAFE_BY_RCU caches, which are not sampled here;
 * bursts.
 */
final class KfenceShadow extends SilentShadow {
  private static final int MULTIPLIER = 1_664_525;
  private static final int INCREMENT = 1_013_904_223;
  private static final long LEAST_ALIGN = 8;

  private final KernelView view;
  private final Machine machine;
  private final GuardedPool pool;
  private final Samples samples;
  private final long intervalNanos;

  /** For each slot where its object lies for the kernel, and what is added to get to the pool. */
  private final long[] objects;

  private final long[] toPool;
  private final boolean[] live;
  private final boolean[] used;

  /** Free slots, the one that has been free for longest first. */
  private final int[] freeSlots;

  private int firstFree;
  private int freeCount;
  private long nextSampleNanos;
  private int random;

  KfenceShadow(KernelView view, int slots, long intervalNanos, long seed) {
    this.view = view;
    this.machine = view.machine();
    this.pool = new GuardedPool(view, slots);
    this.samples = new Samples(slots);
    this.intervalNanos = intervalNanos;
    this.objects = new long[slots];
    this.toPool = new long[slots];
    this.live = new boolean[slots];
    this.used = new boolean[slots];
    this.freeSlots = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      freeSlots[slot] = slot;
    }
    this.freeCount = slots;
    this.nextSampleNanos = view.nowNanos();
    this.random = (int) seed;
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    if (!samples.isEmpty()) {
      forget(cpu, address, address + cache.slotBytes());
    }
    if (view.nowNanos() >= nextSampleNanos && suits(cache) && freeCount > 0) {
      sample(cpu, address, cache.kmalloc() ? requestedBytes : cache.objectBytes(), cache);
    }
  }

  private boolean suits(SlabCache cache) {
    return cache.objectBytes() <= machine.pageBytes() && !cache.typesafeByRcu();
  }

  private void sample(int cpu, long address, long bytes, SlabCache cache) {
    int slot = freeSlots[firstFree];
    if (used[slot] && !pool.unprotect(cpu, slot)) {
      return;
    }
    firstFree = (firstFree + 1) % freeSlots.length;
    freeCount--;
    samples.removeSlot(slot);
    nextSampleNanos = view.nowNanos() + intervalNanos;
    random = random * MULTIPLIER + INCREMENT;
    long place = pool.slotAddress(slot);
    if (random < 0) {
      place += (machine.pageBytes() - bytes) & -align(cache);
    }
    samples.add(address, cache.slotBytes(), slot);
    objects[slot] = address;
    toPool[slot] = place - address;
    live[slot] = true;
    used[slot] = true;
  }

  private static long align(SlabCache cache) {
    return cache.kmalloc()
        ? Math.max(LEAST_ALIGN, Long.lowestOneBit(cache.objectBytes()))
        : LEAST_ALIGN;
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    int slot = samples.isEmpty() ? Samples.NONE : samples.slotOf(address);
    if (slot != Samples.NONE && live[slot] && objects[slot] == address) {
      freeSlot(cpu, slot);
    }
  }

  private void freeSlot(int cpu, int slot) {
    live[slot] = false;
    pool.protect(cpu, slot);
    freeSlots[(firstFree + freeCount) % freeSlots.length] = slot;
    freeCount++;
  }

  /** Memory of a range is handed out again: what was sampled there is no more. */
  private void forget(int cpu, long start, long end) {
    int slot = samples.firstIn(start, end);
    while (slot != Samples.NONE) {
      if (live[slot]) {
        freeSlot(cpu, slot);
      }
      samples.removeSlot(slot);
      slot = samples.firstIn(start, end);
    }
  }

  @Override
  public boolean check(int cpu, long address, long bytes, boolean write) {
    if (bytes == 0 || samples.isEmpty()) {
      return true;
    }
    int slot = samples.slotOf(address);
    if (slot == Samples.NONE) {
      return true;
    }
    long first = address + toPool[slot];
    return !pool.faults(cpu, first) && !pool.faults(cpu, first + bytes - 1);
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    int slot = samples.isEmpty() ? Samples.NONE : samples.slotOf(address);
    return slot == Samples.NONE || live[slot];
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    if (!samples.isEmpty()) {
      long start = machine.addressOf(pfn);
      forget(cpu, start, start + (machine.pageBytes() << order));
    }
  }
}
