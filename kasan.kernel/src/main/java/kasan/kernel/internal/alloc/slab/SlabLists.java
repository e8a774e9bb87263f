// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/** The lists that partial slabs are on, linked through the {@link SlabTable}. */
final class SlabLists {
  private final SlabTable slabs;

  SlabLists(SlabTable slabs) {
    this.slabs = slabs;
  }

  /** Keeps a partial slab for a CPU; the last one kept is the first used. */
  void pushCpuPartial(Cache cache, int cpu, int slab) {
    slabs.place[slab] = SlabTable.CPU_PARTIAL;
    slabs.next[slab] = cache.cpuPartial[cpu];
    cache.cpuPartial[cpu] = slab;
    cache.cpuPartialCount[cpu]++;
  }

  void addPartialHead(Cache cache, int slab) {
    slabs.place[slab] = SlabTable.NODE_PARTIAL;
    slabs.prev[slab] = SlabTable.NONE;
    slabs.next[slab] = cache.partialHead;
    if (cache.partialHead == SlabTable.NONE) {
      cache.partialTail = slab;
    } else {
      slabs.prev[cache.partialHead] = slab;
    }
    cache.partialHead = slab;
    cache.partialCount++;
  }

  void addPartialTail(Cache cache, int slab) {
    slabs.place[slab] = SlabTable.NODE_PARTIAL;
    slabs.next[slab] = SlabTable.NONE;
    slabs.prev[slab] = cache.partialTail;
    if (cache.partialTail == SlabTable.NONE) {
      cache.partialHead = slab;
    } else {
      slabs.next[cache.partialTail] = slab;
    }
    cache.partialTail = slab;
    cache.partialCount++;
  }

  void removePartial(Cache cache, int slab) {
    int next = slabs.next[slab];
    int prev = slabs.prev[slab];
    if (prev == SlabTable.NONE) {
      cache.partialHead = next;
    } else {
      slabs.next[prev] = next;
    }
    if (next == SlabTable.NONE) {
      cache.partialTail = prev;
    } else {
      slabs.prev[next] = prev;
    }
    cache.partialCount--;
  }
}
