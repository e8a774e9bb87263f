// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import kasan.api.memory.Machine;
import kasan.api.workload.SlabInfo;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.core.Tally;
import kasan.kernel.internal.placement.NamedCaches;
import kasan.kernel.internal.primitive.LongMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of a recording are when its requests are placed again.
 *
 * <p>Objects from before the trace have no addresses: slabinfo tells how many slots and how many
 * objects each cache had, so as many slots are filled, and then as many objects freed again, here
 * and there, as were not in use. When the trace frees an object that it has not seen, one of these
 * goes in its place: those of one recorded page are taken from one stretch, so that what was freed
 * together leaves slabs together.
 */
final class RelaidObjects implements RelaidPages.SlabPages {
  /** No cache is known. */
  static final int NO_CACHE = -1;

  /** What stands in for objects of one cache; those from {@code next} on are left. */
  private static final class StandIns {
    final long[] placed;
    final int slabObjects;
    int next;

    StandIns(long[] placed, int slabObjects) {
      this.placed = placed;
      this.slabObjects = slabObjects;
    }
  }

  private final SlabAllocator slab;
  private final NamedCaches caches;
  private final KernelCore core;
  private final Tally tally;
  private final int pageShift;
  private final long firstAddress;
  private final LongMap placed = new LongMap(1 << 12);
  private final LongMap onPage = new LongMap(1 << 12);
  private final LongMap cacheOfPage = new LongMap(1 << 12);
  private final LongMap stretchOfPage = new LongMap(1 << 10);
  private @Nullable StandIns[] standIns = new StandIns[64];
  private long stoodIn;

  /**
   * @param recorded the recorded machine
   */
  RelaidObjects(SlabAllocator slab, NamedCaches caches, KernelCore core, Machine recorded) {
    this.slab = slab;
    this.caches = caches;
    this.core = core;
    this.tally = core.tally();
    this.pageShift = recorded.pageShift();
    this.firstAddress = recorded.directMapBase();
  }

  /** Fills slabs with what was in use before the trace. */
  void start(List<SlabInfo> slabs, int cpus, long seed) {
    var random = new SplittableRandom(seed);
    for (SlabInfo each : slabs) {
      if (each.objects() > 0) {
        int cache = caches.named(each.name(), each.objectBytes(), each.objectBytes());
        stand(cache, each, cpus, random);
      }
    }
  }

  private void stand(int cache, SlabInfo info, int cpus, SplittableRandom random) {
    long bytes = slab.layout(cache).objectBytes();
    long[] all = new long[(int) info.objects()];
    int count = 0;
    int perSlab = (int) Math.max(1, info.objectsPerSlab());
    for (int i = 0; i < all.length; i++) {
      // one CPU fills a slab, the next one another
      long address = slab.allocate(i / perSlab % cpus, cache, bytes, Gfp.KERNEL);
      if (address == 0) {
        tally.note(Note.REQUESTS_FAILED);
      } else {
        all[count++] = address;
      }
    }
    long unused = Math.max(0, info.objects() - info.activeObjects());
    for (long i = 0; i < unused && count > 0; i++) {
      int gone = random.nextInt(count);
      slab.free((int) (i % cpus), all[gone]);
      System.arraycopy(all, gone + 1, all, gone, --count - gone);
    }
    if (cache >= standIns.length) {
      standIns = Arrays.copyOf(standIns, 2 * cache);
    }
    standIns[cache] = new StandIns(Arrays.copyOf(all, count), perSlab);
    stoodIn += count;
  }

  /** Objects that stand in for those from before the trace. */
  long stoodIn() {
    return stoodIn;
  }

  /**
   * A cache handed out an object: a whole one, even where the cache is larger here than the event
   * says, since slabinfo tells the sizes of caches rounded up.
   */
  void allocate(int cpu, long recorded, int cache) {
    implyFree(cpu, recorded);
    noteCache(recorded, cache);
    put(recorded, slab.allocate(cpu, cache, slab.layout(cache).objectBytes(), Gfp.KERNEL));
  }

  /** kmalloc handed out an object or pages. */
  void kmalloc(int cpu, long recorded, long bytes, boolean ofCache) {
    implyFree(cpu, recorded);
    long address = slab.kmalloc(cpu, bytes, Gfp.KERNEL);
    if (ofCache && address != 0 && slab.placeOf(address) == SlabAllocator.Place.OBJECT) {
      noteCache(recorded, slab.cacheAt(address));
    }
    put(recorded, address);
  }

  private void noteCache(long recorded, int cache) {
    cacheOfPage.put(pageOf(recorded), cache);
  }

  private void put(long recorded, long address) {
    if (address == 0) {
      tally.note(Note.REQUESTS_FAILED);
      return;
    }
    placed.put(recorded, address);
    long page = pageOf(recorded);
    long count = onPage.get(page);
    onPage.put(page, count == LongMap.NONE ? 1 : count + 1);
  }

  /** The same address is handed out again: its free had no event. */
  private void implyFree(int cpu, long recorded) {
    if (placed.get(recorded) != LongMap.NONE) {
      tally.impliedFree(numberOfCacheAt(placed.get(recorded)));
      freeKnown(cpu, recorded);
    }
  }

  /** A large kmalloc counts as of no cache in particular: the first. */
  private int numberOfCacheAt(long address) {
    boolean object = slab.placeOf(address) == SlabAllocator.Place.OBJECT;
    return object ? core.state().caches().number(slab.cache(slab.cacheAt(address))) : 0;
  }

  /**
   * An object was freed.
   *
   * @param cache that the event tells, or {@link #NO_CACHE}
   */
  void free(int cpu, long recorded, int cache) {
    if (freeKnown(cpu, recorded)) {
      return;
    }
    tally.unknownFree();
    long page = pageOf(recorded);
    long known = cache >= 0 ? cache : cacheOfPage.get(page);
    if (known == LongMap.NONE || !freeStandIn(cpu, (int) known, page)) {
      tally.note(Note.FREES_WITHOUT_STAND_IN);
    } else if (cache >= 0) {
      cacheOfPage.put(page, cache);
    }
  }

  private boolean freeStandIn(int cpu, int cache, long page) {
    StandIns some = cache < standIns.length ? standIns[cache] : null;
    if (some == null) {
      return false;
    }
    long at = stretchOfPage.get(page);
    if (at == LongMap.NONE || at >= some.placed.length || some.placed[(int) at] == 0) {
      if (some.next >= some.placed.length) {
        return false;
      }
      at = some.next;
      some.next += some.slabObjects;
    }
    slab.free(cpu, some.placed[(int) at]);
    some.placed[(int) at] = 0;
    boolean endOfStretch = (at + 1) % some.slabObjects == 0 || at + 1 >= some.placed.length;
    if (endOfStretch) {
      stretchOfPage.remove(page);
    } else {
      stretchOfPage.put(page, at + 1);
    }
    return true;
  }

  private boolean freeKnown(int cpu, long recorded) {
    long address = placed.remove(recorded);
    if (address == LongMap.NONE) {
      return false;
    }
    long page = pageOf(recorded);
    long left = onPage.get(page) - 1;
    if (left == 0) {
      onPage.remove(page);
    } else {
      onPage.put(page, left);
    }
    slab.kfree(cpu, address);
    return true;
  }

  @Override
  public void gone(int cpu, long recordedPfn) {
    long page = recordedPfn + 1;
    cacheOfPage.remove(page);
    stretchOfPage.remove(page);
    if (onPage.get(page) == LongMap.NONE) {
      return;
    }
    // bulk and some RCU frees have no event
    long base = firstAddress + (recordedPfn << pageShift);
    for (long at = base; at < base + (1L << pageShift); at += Long.BYTES) {
      if (placed.get(at) != LongMap.NONE) {
        tally.impliedFree(numberOfCacheAt(placed.get(at)));
        freeKnown(cpu, at);
      }
    }
  }

  /** Key of a recorded page: its pfn and 1, which is never 0. */
  private long pageOf(long recorded) {
    return ((recorded - firstAddress) >>> pageShift) + 1;
  }
}
