// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Arrays;

/**
 * All slabs of a kernel, by number, in columns: the model's struct slab. Numbers are reused.
 *
 * <p>{@code links} has an entry for each object of a slab: for a free one the index of the next on
 * its free list, else what became of it.
 */
final class SlabTable {
  /** No slab, no object; end of a list. */
  static final int NONE = -1;

  /** Entries of {@code links} for objects that are not free. */
  static final short LIVE = -2;

  static final short QUARANTINED = -3;

  /** Where a slab is: some CPU allocates from it, a list has it, or it is full and on none. */
  static final byte ON_CPU = 0;

  static final byte CPU_PARTIAL = 1;
  static final byte NODE_PARTIAL = 2;
  static final byte FULL = 3;

  /** Given up; its pages wait for a grace period of RCU. */
  static final byte DYING = 4;

  int[] pfn = new int[64];
  int[] cache = new int[64];
  int[] next = new int[64];
  int[] prev = new int[64];
  short[] inUse = new short[64];
  short[] objects = new short[64];
  short[] free = new short[64];
  byte[] order = new byte[64];
  byte[] place = new byte[64];
  short[][] links = new short[64][];

  private int used;
  private int unused = NONE;

  /** A new slab, all objects free in the order of their addresses. */
  int add(int firstPfn, int slabOrder, int cacheId, int objectCount) {
    int id = unused;
    if (id != NONE) {
      unused = next[id];
    } else {
      id = used++;
      if (id == pfn.length) {
        grow();
      }
    }
    pfn[id] = firstPfn;
    order[id] = (byte) slabOrder;
    cache[id] = cacheId;
    objects[id] = (short) objectCount;
    inUse[id] = 0;
    free[id] = 0;
    short[] chain = links[id];
    if (chain == null || chain.length != objectCount) {
      chain = new short[objectCount];
      links[id] = chain;
    }
    for (int i = 0; i < objectCount; i++) {
      chain[i] = (short) (i + 1);
    }
    chain[objectCount - 1] = NONE;
    return id;
  }

  /** Gives the number of a slab up. */
  void remove(int id) {
    pfn[id] = NONE;
    next[id] = unused;
    unused = id;
  }

  private void grow() {
    int size = 2 * pfn.length;
    pfn = Arrays.copyOf(pfn, size);
    cache = Arrays.copyOf(cache, size);
    next = Arrays.copyOf(next, size);
    prev = Arrays.copyOf(prev, size);
    inUse = Arrays.copyOf(inUse, size);
    objects = Arrays.copyOf(objects, size);
    free = Arrays.copyOf(free, size);
    order = Arrays.copyOf(order, size);
    place = Arrays.copyOf(place, size);
    links = Arrays.copyOf(links, size);
  }
}
