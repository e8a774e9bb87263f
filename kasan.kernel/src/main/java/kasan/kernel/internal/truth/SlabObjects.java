// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.memory.ObjectState;
import kasan.api.scheme.KernelTruth.ObjectVisitor;
import kasan.kernel.internal.primitive.LongMap;

/**
 * Objects on slab pages, live and freed, as far as they are known: built for millions.
 *
 * <p>What is known of an object is packed into one {@code long}, found by its address; beside that
 * bitmaps tell where objects start, so that all objects of a page, and those that overlap a range,
 * can be found. A freed object stays known until its memory is handed out again or its page is
 * given up.
 */
public final class SlabObjects {
  /** No object starts here. */
  public static final long NONE = LongMap.NONE;

  /** No object of the page is known. */
  public static final int NO_CACHE = -1;

  private static final int CACHE_SHIFT = 23;
  private static final int STATE_SHIFT = CACHE_SHIFT + Caches.BITS;
  private static final int GENERATION_SHIFT = STATE_SHIFT + 2;
  private static final long MOST_REQUESTED = (1L << CACHE_SHIFT) - 1;
  private static final long GENERATIONS = (1L << 63 - GENERATION_SHIFT) - 1;
  private static final long STATE_MASK = 3L << STATE_SHIFT;
  private static final ObjectState[] STATES = ObjectState.values();

  private final Caches caches;
  private final long directMapBase;
  private final int pageShift;
  private final long frames;
  private final LongMap objects = new LongMap(1 << 14);
  private final StartBitmaps starts;
  private long live;
  private long generation;
  private long largestSlot = 1;

  /** Sees objects that go away. */
  @FunctionalInterface
  public interface GoneVisitor {
    /**
     * @param address first byte
     * @param packed what was known of it
     */
    void gone(long address, long packed);
  }

  SlabObjects(Caches caches, long directMapBase, int pageShift, long frames) {
    this.caches = caches;
    this.directMapBase = directMapBase;
    this.pageShift = pageShift;
    this.frames = frames;
    this.starts = new StartBitmaps(frames, pageShift);
  }

  /** What is known of the object that starts here, or {@link #NONE}. */
  public long find(long address) {
    return objects.get(address);
  }

  /** Size that was asked for. */
  public static long requestedBytes(long packed) {
    return packed & MOST_REQUESTED;
  }

  /** Number of the cache. */
  public static int cache(long packed) {
    return (int) (packed >> CACHE_SHIFT) & (Caches.LIMIT - 1);
  }

  /** Where the object stands in its life. */
  public static ObjectState state(long packed) {
    return STATES[(int) (packed >> STATE_SHIFT) & 3];
  }

  /** Whether there is an object, and it is live. */
  public static boolean live(long packed) {
    return packed >= 0 && (packed & STATE_MASK) == 0;
  }

  /** Which allocation it is; counts all allocations, and starts again after 67 million. */
  public static long generation(long packed) {
    return packed >>> GENERATION_SHIFT;
  }

  /** Objects that are live. */
  public long liveObjects() {
    return live;
  }

  /** Records which cache a slab belongs to, by its first page, before it has any object. */
  public void slabOf(long pfn, int cache) {
    starts.setNote(pfn, cache);
  }

  /** Number of the cache that objects of a page came from last, or its slab's. */
  public int cacheOfPage(long pfn) {
    return starts.note(pfn);
  }

  private long startOf(long address) {
    return (address - directMapBase) >>> StartBitmaps.SHIFT;
  }

  /**
   * Records an object that is handed out. An object that started at the same address is replaced;
   * one that overlaps otherwise must have been taken out before, see {@link #clearRange}.
   */
  public void allocated(long address, long requestedBytes, int cache) {
    generation = (generation + 1) & GENERATIONS;
    put(address, requestedBytes, cache, ObjectState.LIVE);
    live++;
  }

  /** Records an object as freed that was handed out before anything was known of it. */
  public void freedUnknown(long address, int cache) {
    put(address, caches.cache(cache).objectBytes(), cache, ObjectState.FREED);
  }

  private void put(long address, long requestedBytes, int cache, ObjectState state) {
    largestSlot = Math.max(largestSlot, caches.cache(cache).slotBytes());
    starts.set(startOf(address), cache);
    long old =
        objects.put(
            address,
            Math.min(requestedBytes, MOST_REQUESTED)
                | (long) cache << CACHE_SHIFT
                | (long) state.ordinal() << STATE_SHIFT
                | generation << GENERATION_SHIFT);
    if (live(old)) {
      live--;
    }
  }

  /** Moves a known object on in its life. */
  public void setState(long address, long packed, ObjectState state) {
    if (live(packed)) {
      live--;
    }
    if (state == ObjectState.LIVE) {
      live++;
    }
    objects.put(address, packed & ~STATE_MASK | (long) state.ordinal() << STATE_SHIFT);
  }

  /** Forgets all objects that start on these pages. */
  public void clearPages(long pfn, long pages, GoneVisitor visitor) {
    long first = pfn << pageShift - StartBitmaps.SHIFT;
    long end = pfn + pages << pageShift - StartBitmaps.SHIFT;
    for (long at = starts.next(first, end); at >= 0; at = starts.next(at + 1, end)) {
      gone(at, visitor);
    }
    for (long page = pfn; page < pfn + pages; page++) {
      starts.drop(page);
    }
  }

  /** Forgets all objects whose slots overlap a range. */
  public void clearRange(long address, long bytes, GoneVisitor visitor) {
    long offset = address - directMapBase;
    long from = Math.max(0, offset - largestSlot + 1) >>> StartBitmaps.SHIFT;
    long end = offset + bytes + (1L << StartBitmaps.SHIFT) - 1 >>> StartBitmaps.SHIFT;
    for (long at = starts.previous(end, from); at >= 0; at = starts.previous(at, from)) {
      long packed = objects.get(addressOf(at));
      if ((at << StartBitmaps.SHIFT) + caches.cache(cache(packed)).slotBytes() > offset) {
        starts.clear(at);
        gone(at, visitor);
      }
    }
  }

  private void gone(long start, GoneVisitor visitor) {
    long address = addressOf(start);
    long packed = objects.remove(address);
    if (live(packed)) {
      live--;
    }
    visitor.gone(address, packed);
  }

  private long addressOf(long start) {
    return directMapBase + (start << StartBitmaps.SHIFT);
  }

  /**
   * The object whose slot a direct-map address lies in.
   *
   * @return its address, or 0 when no object is known there
   */
  public long covering(long address) {
    long offset = address - directMapBase;
    long from = Math.max(0, offset - largestSlot + 1) >>> StartBitmaps.SHIFT;
    long at = starts.previous((offset >>> StartBitmaps.SHIFT) + 1, from);
    if (at < 0) {
      return 0;
    }
    long packed = objects.get(addressOf(at));
    long slotEnd = (at << StartBitmaps.SHIFT) + caches.cache(cache(packed)).slotBytes();
    return slotEnd > offset ? addressOf(at) : 0;
  }

  /** Visits all objects by ascending address. */
  public void forEach(ObjectVisitor visitor) {
    long end = frames << pageShift - StartBitmaps.SHIFT;
    for (long at = starts.next(0, end); at >= 0; at = starts.next(at + 1, end)) {
      long address = addressOf(at);
      long packed = objects.get(address);
      visitor.object(address, requestedBytes(packed), caches.cache(cache(packed)), state(packed));
    }
  }
}
