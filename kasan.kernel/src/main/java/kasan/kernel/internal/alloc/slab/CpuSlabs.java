// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/**
 * The slabs that CPUs allocate from and free to: SLUB's slow paths. A CPU owns the free objects of
 * one slab, keeps some partial slabs for later, and shares those of the node with the others.
 */
final class CpuSlabs {
  private final SlabTable slabs;
  private final SlabPages slabPages;
  private final SlabLists lists;

  CpuSlabs(SlabTable slabs, SlabPages slabPages) {
    this.slabs = slabs;
    this.slabPages = slabPages;
    lists = new SlabLists(slabs);
  }

  /**
   * Gives the CPU a slab with free objects: one of its partial slabs, of the node's, or a new one.
   */
  boolean refill(Cache cache, int cpu, int gfp) {
    int slab = cache.cpuSlab[cpu];
    if (slab != SlabTable.NONE) {
      if (slabs.free[slab] != SlabTable.NONE) {
        freeze(cache, cpu, slab);
        return true;
      }
      slabs.place[slab] = SlabTable.FULL;
      cache.cpuSlab[cpu] = SlabTable.NONE;
    }
    slab = cache.cpuPartial[cpu];
    if (slab != SlabTable.NONE) {
      cache.cpuPartial[cpu] = slabs.next[slab];
      cache.cpuPartialCount[cpu]--;
    } else {
      slab = takePartials(cache, cpu);
    }
    if (slab == SlabTable.NONE) {
      slab = slabPages.take(cache, cpu, gfp);
      if (slab == SlabTable.NONE) {
        return false;
      }
      if (cache.cpuSlab[cpu] != SlabTable.NONE) {
        // reclaim on the way has freed or allocated here
        deactivate(cache, cpu);
      }
    }
    freeze(cache, cpu, slab);
    return true;
  }

  /**
   * Puts a free object back: on the list of the CPU if it allocates from this slab, else on the
   * list of the slab.
   */
  void put(Cache cache, int cpu, int slab, int index) {
    short[] links = slabs.links[slab];
    if (cache.cpuSlab[cpu] == slab) {
      links[index] = (short) cache.cpuFree[cpu];
      cache.cpuFree[cpu] = index;
      return;
    }
    boolean wasFull = slabs.free[slab] == SlabTable.NONE;
    links[index] = slabs.free[slab];
    slabs.free[slab] = (short) index;
    slabs.inUse[slab]--;
    switch (slabs.place[slab]) {
      case SlabTable.FULL -> noLongerFull(cache, cpu, slab, wasFull);
      case SlabTable.NODE_PARTIAL -> {
        if (slabs.inUse[slab] == 0 && cache.partialCount >= cache.minPartial) {
          lists.removePartial(cache, slab);
          slabPages.giveBack(cache, cpu, slab);
        }
      }
      default -> {
        // another CPU allocates from it or keeps it; it will find the object
      }
    }
  }

  /** A slab that was on no list goes to the CPU that freed, or to the node where CPUs keep none. */
  private void noLongerFull(Cache cache, int cpu, int slab, boolean wasFull) {
    if (cache.cpuPartialSlabs == 0) {
      if (slabs.inUse[slab] == 0 && cache.partialCount >= cache.minPartial) {
        slabPages.giveBack(cache, cpu, slab);
      } else {
        lists.addPartialTail(cache, slab);
      }
      return;
    }
    if (wasFull && cache.cpuPartialCount[cpu] >= cache.cpuPartialSlabs) {
      putPartials(cache, cpu, cpu);
    }
    lists.pushCpuPartial(cache, cpu, slab);
  }

  /** Takes the slabs of a cache away from all CPUs, and gives the empty ones up. */
  void shrink(Cache cache, int cpu, int cpus) {
    for (int other = 0; other < cpus; other++) {
      deactivate(cache, other);
      putPartials(cache, other, other);
    }
    for (int slab = cache.partialHead; slab != SlabTable.NONE; ) {
      int next = slabs.next[slab];
      if (slabs.inUse[slab] == 0) {
        lists.removePartial(cache, slab);
        slabPages.giveBack(cache, cpu, slab);
      }
      slab = next;
    }
  }

  /** All free objects of a slab become the CPU's own. */
  private void freeze(Cache cache, int cpu, int slab) {
    cache.cpuSlab[cpu] = slab;
    cache.cpuFree[cpu] = slabs.free[slab];
    slabs.free[slab] = SlabTable.NONE;
    slabs.inUse[slab] = slabs.objects[slab];
    slabs.place[slab] = SlabTable.ON_CPU;
  }

  /** Takes a partial slab of the node to allocate from, and some more for later. */
  private int takePartials(Cache cache, int cpu) {
    int first = cache.partialHead;
    if (first == SlabTable.NONE) {
      return SlabTable.NONE;
    }
    lists.removePartial(cache, first);
    if (cache.cpuPartialSlabs == 0) {
      return first;
    }
    for (int more = 0; more <= cache.cpuPartialSlabs / 2; more++) {
      int slab = cache.partialHead;
      if (slab == SlabTable.NONE) {
        break;
      }
      lists.removePartial(cache, slab);
      lists.pushCpuPartial(cache, cpu, slab);
    }
    return first;
  }

  /**
   * Moves what a CPU keeps of partial slabs to the node, and gives up empty ones it need not have.
   */
  private void putPartials(Cache cache, int owner, int cpu) {
    int slab = cache.cpuPartial[owner];
    cache.cpuPartial[owner] = SlabTable.NONE;
    cache.cpuPartialCount[owner] = 0;
    while (slab != SlabTable.NONE) {
      int next = slabs.next[slab];
      if (slabs.inUse[slab] == 0 && cache.partialCount >= cache.minPartial) {
        slabPages.giveBack(cache, cpu, slab);
      } else {
        lists.addPartialTail(cache, slab);
      }
      slab = next;
    }
  }

  /** Takes the slab that a CPU allocates from away from it. */
  private void deactivate(Cache cache, int cpu) {
    int slab = cache.cpuSlab[cpu];
    if (slab == SlabTable.NONE) {
      return;
    }
    boolean remoteFrees = slabs.free[slab] != SlabTable.NONE;
    short[] links = slabs.links[slab];
    for (int index = cache.cpuFree[cpu]; index != SlabTable.NONE; ) {
      int next = links[index];
      links[index] = slabs.free[slab];
      slabs.free[slab] = (short) index;
      slabs.inUse[slab]--;
      index = next;
    }
    cache.cpuSlab[cpu] = SlabTable.NONE;
    cache.cpuFree[cpu] = SlabTable.NONE;
    if (slabs.inUse[slab] == 0 && cache.partialCount >= cache.minPartial) {
      slabPages.giveBack(cache, cpu, slab);
    } else if (slabs.free[slab] == SlabTable.NONE) {
      slabs.place[slab] = SlabTable.FULL;
    } else if (remoteFrees) {
      lists.addPartialTail(cache, slab);
    } else {
      lists.addPartialHead(cache, slab);
    }
  }
}
