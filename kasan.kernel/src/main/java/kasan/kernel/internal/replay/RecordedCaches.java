// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.memory.SlabCache;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.SlabInfo;
import kasan.kernel.internal.primitive.LongMap;
import kasan.kernel.internal.truth.Caches;
import kasan.kernel.internal.truth.PageMap;
import org.jspecify.annotations.Nullable;

/**
 * Slab caches as events and /proc/slabinfo tell of them.
 *
 * <p>An event gives the object size, the slot size and, on some kernels, the name of a cache. A
 * kmalloc comes from the cache of its size class. Where there is no name the cache is called by its
 * slot size.
 */
final class RecordedCaches {
  /** Not known. */
  static final int NO_CACHE = -1;

  private static final int SIZE_BITS = 24;
  private static final long KMALLOC = 1L << 62;

  private final Caches caches;
  private final Map<String, SlabInfo> infos = new HashMap<>();
  private final LongMap numbers = new LongMap(256);
  private int[] byName = new int[256];
  private byte[] orders = new byte[256];
  private @Nullable EventSource source;

  RecordedCaches(Caches caches, List<SlabInfo> slabs) {
    this.caches = caches;
    for (SlabInfo info : slabs) {
      infos.put(info.name(), info);
    }
    Arrays.fill(byName, NO_CACHE);
  }

  /** Names of events are numbered anew by each source. */
  void use(EventSource now) {
    if (now != source) {
      source = now;
      Arrays.fill(byName, NO_CACHE);
      numbers.clear();
    }
  }

  /** The cache of a kmalloc. */
  int kmalloc(long given) {
    long key = KMALLOC | given;
    long known = numbers.get(key);
    return known == LongMap.NONE ? learn(key, kmallocName(given), given, given, true) : (int) known;
  }

  /** The cache of a kmem_cache_alloc. */
  int kmemCache(int name, long requested, long given) {
    long key = (name + 2L) << (2 * SIZE_BITS) ^ requested << SIZE_BITS ^ given;
    long known = numbers.get(key);
    int cache =
        known == LongMap.NONE
            ? learn(key, nameOf(name, given), requested, given, false)
            : (int) known;
    if (name != EventBatch.NO_NAME) {
      remember(name, cache);
    }
    return cache;
  }

  /** The cache of a kmem_cache_free, as far as its name tells. */
  int freed(int name) {
    if (name == EventBatch.NO_NAME) {
      return NO_CACHE;
    }
    if (name < byName.length && byName[name] != NO_CACHE) {
      return byName[name];
    }
    SlabInfo info = infos.get(nameOf(name, 0));
    if (info == null) {
      return NO_CACHE;
    }
    int cache = add(info.name(), info.objectBytes(), info.objectBytes(), false);
    remember(name, cache);
    return cache;
  }

  private static String kmallocName(long given) {
    return given >= 1024 && given % 1024 == 0
        ? "kmalloc-" + given / 1024 + "k"
        : "kmalloc-" + given;
  }

  private String nameOf(int name, long given) {
    return name == EventBatch.NO_NAME || source == null ? "size-" + given : source.name(name);
  }

  private int learn(long key, String name, long objectBytes, long slotBytes, boolean kmalloc) {
    int number = add(name, objectBytes, slotBytes, kmalloc);
    numbers.put(key, number);
    return number;
  }

  private int add(String name, long objectBytes, long slotBytes, boolean kmalloc) {
    int number = caches.number(new SlabCache(name, objectBytes, slotBytes, kmalloc, false));
    if (number >= orders.length) {
      orders = Arrays.copyOf(orders, Math.max(number + 1, 2 * number));
    }
    SlabInfo info = infos.get(name);
    orders[number] =
        info == null || Long.bitCount(info.pagesPerSlab()) != 1
            ? PageMap.NO_ORDER
            : (byte) Long.numberOfTrailingZeros(info.pagesPerSlab());
    return number;
  }

  private void remember(int name, int cache) {
    if (name >= byName.length) {
      int from = byName.length;
      byName = Arrays.copyOf(byName, Math.max(name + 1, 2 * name));
      Arrays.fill(byName, from, byName.length, NO_CACHE);
    }
    byName[name] = cache;
  }

  /** Order of the slabs of a cache as slabinfo has it, or {@link PageMap#NO_ORDER}. */
  int slabOrder(int cache) {
    return cache == NO_CACHE ? PageMap.NO_ORDER : orders[cache];
  }
}
