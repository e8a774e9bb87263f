// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.reclaim;

import java.util.Arrays;
import kasan.kernel.internal.primitive.LongMap;

/**
 * The objects of one kind that can be freed on demand, least recently used first: unused dentries,
 * inodes, nodes of the page cache that hold only traces of pages.
 */
public final class Shrinker {
  private static final int NONE = -1;

  /** DEFAULT_SEEKS: what it costs to make such an object again, in disk seeks. */
  private static final int SEEKS = 2;

  /** SHRINK_BATCH: objects that are scanned at once, or not at all. */
  private static final int BATCH = 128;

  private final LongMap entries = new LongMap(1 << 10);
  private long[] address = new long[1 << 10];
  private int[] next = new int[1 << 10];
  private int[] prev = new int[1 << 10];
  private int used;
  private int unused = NONE;
  private int newest = NONE;
  private int oldest = NONE;
  private int count;
  private long deferred;

  /** An object can be freed from now on; it is the newest. */
  public void add(long object) {
    int entry = unused;
    if (entry != NONE) {
      unused = next[entry];
    } else {
      entry = used++;
      if (entry == address.length) {
        address = Arrays.copyOf(address, 2 * entry);
        next = Arrays.copyOf(next, 2 * entry);
        prev = Arrays.copyOf(prev, 2 * entry);
      }
    }
    address[entry] = object;
    entries.put(object, entry);
    link(entry);
    count++;
  }

  /**
   * An object can no longer be freed, or is gone.
   *
   * @return whether it was on the list
   */
  public boolean remove(long object) {
    long entry = entries.remove(object);
    if (entry == LongMap.NONE) {
      return false;
    }
    unlink((int) entry);
    next[(int) entry] = unused;
    unused = (int) entry;
    count--;
    return true;
  }

  /** An object was used; it is the newest now. */
  public void used(long object) {
    long entry = entries.get(object);
    if (entry != LongMap.NONE) {
      unlink((int) entry);
      link((int) entry);
    }
  }

  /** Objects that can be freed. */
  public int count() {
    return count;
  }

  /**
   * Frees what one pass of reclaim wants (do_shrink_slab): of all objects a part that doubles with
   * each lower priority; less than a batch is put off to the next pass.
   *
   * @return objects freed
   */
  long shrink(int cpu, int priority, Evictor evictor) {
    long freeable = count;
    if (freeable == 0) {
      return 0;
    }
    long wanted = (freeable >> priority) * 4 / SEEKS;
    long scan = Math.min((deferred >> priority) + wanted, 2 * freeable);
    long scanned = 0;
    long freed = 0;
    while (scan >= BATCH || (scan >= freeable && scan > 0)) {
      long batch = Math.min(BATCH, scan);
      for (long i = 0; i < batch && oldest != NONE; i++) {
        long object = address[oldest];
        remove(object);
        if (evictor.evictObject(cpu, object)) {
          freed++;
        } else {
          add(object);
        }
      }
      scan -= batch;
      scanned += batch;
    }
    deferred = Math.min(Math.max(deferred + wanted - scanned, 0), 2 * freeable);
    return freed;
  }

  private void link(int entry) {
    prev[entry] = newest;
    next[entry] = NONE;
    if (newest == NONE) {
      oldest = entry;
    } else {
      next[newest] = entry;
    }
    newest = entry;
  }

  private void unlink(int entry) {
    int after = next[entry];
    int before = prev[entry];
    if (before == NONE) {
      oldest = after;
    } else {
      next[before] = after;
    }
    if (after == NONE) {
      newest = before;
    } else {
      prev[after] = before;
    }
  }
}
