// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import java.util.Arrays;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.alloc.slab.CacheCatalog;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.primitive.LongMap;
import org.jspecify.annotations.Nullable;

/** Caches by the names and sizes that events tell, created when they first come up. */
public final class NamedCaches {
  private static final int UNKNOWN = -1;
  private static final int SIZE_BITS = 24;

  private final SlabAllocator slab;
  private final CacheCatalog catalog = new CacheCatalog();
  private final LongMap unnamed = new LongMap(64);
  private int[] ofName = new int[64];
  private @Nullable EventSource source;

  public NamedCaches(SlabAllocator slab) {
    this.slab = slab;
  }

  /** Names of events are numbered anew by each source. */
  public void use(EventSource now) {
    if (now != source) {
      source = now;
      Arrays.fill(ofName, UNKNOWN);
    }
  }

  /**
   * Cache of an event.
   *
   * @param name its number, or {@link EventBatch#NO_NAME}
   * @param slotBytes on a kernel without KASAN; 0 when not known
   */
  public int of(int name, long objectBytes, long slotBytes) {
    if (name == EventBatch.NO_NAME || source == null) {
      long key = slotBytes << SIZE_BITS | objectBytes;
      long known = unnamed.get(key);
      if (known == LongMap.NONE) {
        known = named("size-" + objectBytes, objectBytes, slotBytes);
        unnamed.put(key, known);
      }
      return (int) known;
    }
    if (name >= ofName.length) {
      int known = ofName.length;
      ofName = Arrays.copyOf(ofName, Math.max(name + 1, 2 * known));
      Arrays.fill(ofName, known, ofName.length, UNKNOWN);
    }
    if (ofName[name] == UNKNOWN) {
      ofName[name] = named(source.name(name), objectBytes, slotBytes);
    }
    return ofName[name];
  }

  /** The cache of a name; a new one unless there is one (another source, or a kmalloc class). */
  public int named(String name, long objectBytes, long slotBytes) {
    int known = find(name);
    return known >= 0 ? known : slab.create(catalog.specOf(name, objectBytes, slotBytes));
  }

  /** The cache of a name, or -1. */
  public int find(String name) {
    for (int id = 0; id < slab.cacheCount(); id++) {
      if (slab.cache(id).name().equals(name)) {
        return id;
      }
    }
    return UNKNOWN;
  }
}
