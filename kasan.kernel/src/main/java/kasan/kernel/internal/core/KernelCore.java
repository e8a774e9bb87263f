// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import kasan.api.memory.ObjectState;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.FrameSource;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.truth.Caches;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.LargeKmallocs;
import kasan.kernel.internal.truth.PageMap;
import kasan.kernel.internal.truth.ProgramTruth;
import kasan.kernel.internal.truth.SlabObjects;
import kasan.kernel.internal.truth.TruthView;
import kasan.kernel.internal.view.Attachment;
import kasan.kernel.internal.view.BlockHolder;
import kasan.kernel.internal.view.KernelClock;
import kasan.kernel.internal.view.LiveView;
import kasan.kernel.internal.view.Shadows;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a kernel's memory. Each method changes the truth first and tells the shadows
 * then, in the order that {@link kasan.api.scheme.Shadow} promises. What an event implies is done
 * and counted before the event itself: pages that are handed out again were freed, objects of a
 * page that is freed were freed.
 */
public final class KernelCore {
  /** A cache of which nothing is known. */
  private static final SlabCache UNNAMED = new SlabCache("unknown", 0, 0, false, false);

  /** Codes of pages that the page allocator has handed out, one bit each. */
  private static final int IN_USE =
      1 << PageMap.KNOWN_SLAB
          | 1 << PageMap.FRESH
          | 1 << PageKind.SLAB.ordinal()
          | 1 << PageKind.ALLOCATED.ordinal()
          | 1 << PageKind.LARGE_KMALLOC.ordinal()
          | 1 << PageKind.STACK.ordinal()
          | 1 << PageKind.PAGE_TABLE.ordinal();

  private final KernelState state;
  private final PageMap pages;
  private final SlabObjects objects;
  private final Caches caches;
  private final MachineFree free;
  private final KernelClock clock = new KernelClock();
  private final Shadows shadows;
  private final Tally tally;
  private final Wall wall;
  private final VirtualMemory virtual;
  private ProgramTruth program = ProgramTruth.NONE;

  /** The view made last. */
  private volatile @Nullable LiveView newest;

  /** The view through which a shadow is being built; still there when that never came back. */
  private @Nullable LiveView building;

  private final SlabObjects.GoneVisitor goneWithoutEvent = this::goneWithoutEvent;

  /**
   * @param free what the machine has free, moved as pages come and go
   * @param wall through which code of schemes is called
   */
  public KernelCore(KernelState state, MachineFree free, Wall wall) {
    this.wall = wall;
    this.shadows = new Shadows(clock, wall);
    this.state = state;
    this.pages = state.pages();
    this.objects = state.objects();
    this.caches = state.caches();
    this.free = free;
    this.tally = new Tally(caches);
    this.virtual = new VirtualMemory(state, shadows, tally);
  }

  /** What programs make true from now on, for shadows that are built then. */
  public void program(ProgramTruth truth) {
    program = truth;
  }

  /** What is true. */
  public KernelState state() {
    return state;
  }

  /**
   * What there is to count by now.
   *
   * @param events events applied
   * @param slabPagesAtStart pages in slabs before the first event; null when unknown
   * @param slabBlocksAtStart blocks with such pages; null when unknown
   */
  public KernelCounts counts(
      long events, @Nullable Long slabPagesAtStart, @Nullable Long slabBlocksAtStart) {
    PageMap pages = state.pages();
    return new KernelCounts(
        events,
        pages.count(PageKind.UNKNOWN),
        pages.count(PageKind.UNMANAGED),
        tally.impliedFrees(),
        tally.impliedFreesByCache(),
        tally.unknownFrees(),
        pages.count(PageKind.SLAB),
        slabPagesAtStart,
        slabBlocksAtStart,
        state.objects().liveObjects(),
        state.stacks().size(),
        tally.notes());
  }

  /** What was counted. */
  public Tally tally() {
    return tally;
  }

  /** Task stacks and vmalloc areas. */
  public VirtualMemory virtual() {
    return virtual;
  }

  /** All shadows. */
  public Shadows shadows() {
    return shadows;
  }

  /** Time of the last event. */
  public long nowNanos() {
    return clock.nanos;
  }

  /** The next event: its time, which never goes back, and its CPU. Work that is due runs first. */
  public void step(long nanos, int cpu) {
    if (nanos > clock.nanos) {
      clock.nanos = nanos;
    }
    clock.cpu = cpu;
    shadows.runDue();
  }

  /**
   * Builds the shadow of a scheme.
   *
   * @param source where its frames come from
   * @param memory what those frames hold
   * @param blocks who holds blocks back for it
   */
  public Attachment attach(
      SchemeChoice scheme, FrameSource source, FrameMemory memory, BlockHolder blocks) {
    var truth = new TruthView(state, program, scheme.description().vmalloc());
    var ledger = new FrameLedger(source, free, state.machine().pageShift());
    var view = new LiveView(truth.machine(), state.arch(), truth, clock, blocks, ledger, memory);
    LiveView lost = building;
    if (lost != null) {
      lost.retire("attaching it never returned");
    }
    newest = view;
    building = view;
    try {
      return Attachment.attach(scheme, view, shadows, wall);
    } finally {
      building = null;
    }
  }

  /** Takes the view away from the shadow attached last, or being attached; any thread may. */
  public void revokeNewest(String why) {
    LiveView view = newest;
    if (view != null) {
      view.revoke(why);
    }
  }

  /** The page allocator handed out pages. */
  public void allocatePages(int cpu, long pfn, int order) {
    long count = 1L << order;
    for (long page = pfn; page < pfn + count; page++) {
      if (inUse(pages.code(page))) {
        tally.note(Note.IMPLIED_PAGE_FREES);
        releasePages(cpu, page, 0);
      }
    }
    pages.setFresh(pfn, count, order);
    free.add(-count);
    shadows.pagesAllocated(cpu, pfn, order);
    if (free.tight()) {
      free.tellNobody();
      shadows.freeChanged();
    }
  }

  private static boolean inUse(int code) {
    return (IN_USE >> code & 1) != 0;
  }

  /** The page allocator took pages back. */
  public void freePages(int cpu, long pfn, int order) {
    for (long page = pfn; page < pfn + (1L << order); page++) {
      int code = pages.code(page);
      if (code == PageKind.FREE.ordinal() || code == PageKind.UNKNOWN.ordinal()) {
        tally.unknownFree();
        break;
      }
    }
    releasePages(cpu, pfn, order);
  }

  /** Pages turn out to be free, whatever they were. */
  public void foundFree(int cpu, long pfn, int order) {
    for (long page = pfn; page < pfn + (1L << order); page++) {
      if (pages.code(page) != PageKind.FREE.ordinal()) {
        if (inUse(pages.code(page))) {
          tally.note(Note.IMPLIED_PAGE_FREES);
        }
        releasePages(cpu, page, 0);
      }
    }
  }

  private void releasePages(int cpu, long pfn, int order) {
    if (order == 0 || pages.alike(pfn, order)) {
      giveUpUse(cpu, pfn, order);
    } else {
      for (long page = pfn; page < pfn + (1L << order); page++) {
        giveUpUse(cpu, page, 0);
      }
    }
    pages.set(pfn, 1L << order, PageKind.FREE, 0);
    free.add(1L << order);
    shadows.pagesFreed(cpu, pfn, order);
  }

  private void giveUpUse(int cpu, long pfn, int order) {
    int code = pages.code(pfn);
    if (PageMap.isSlab(code)) {
      freeSlab(cpu, pfn, order);
    } else if (code == PageKind.LARGE_KMALLOC.ordinal()) {
      freeLarge(cpu, pfn, order);
    }
  }

  /**
   * Pages became a slab.
   *
   * @param cache number of the cache, or {@link SlabObjects#NO_CACHE}
   * @param known whether all objects that were handed out in it are known; otherwise the whole slab
   *     is made accessible
   * @return false when a shadow had no frame for it
   */
  public boolean makeSlab(int cpu, long pfn, int order, int cache, boolean known) {
    pages.setSlab(pfn, 1L << order, known, order);
    if (cache != SlabObjects.NO_CACHE) {
      objects.slabOf(pfn, cache);
    }
    boolean enough = shadows.slabAllocated(cpu, pfn, order, cacheOrUnnamed(cache));
    if (!enough) {
      tally.note(Note.NO_FRAME);
    }
    if (!known) {
      tally.note(Note.SLABS_PARTLY_KNOWN);
      long bytes = state.machine().pageBytes() << order;
      shadows.unpoison(cpu, state.machine().addressOf(pfn), bytes);
    }
    return enough;
  }

  /**
   * Pages did not become a slab or a large kmalloc after all, since the only shadow had no frame
   * for it; it is told no more than that the pages are freed.
   */
  public void refused(long pfn, int order) {
    state.larges().remove(pfn);
    pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
  }

  private SlabCache cacheOrUnnamed(int cache) {
    return cache == SlabObjects.NO_CACHE ? UNNAMED : caches.cache(cache);
  }

  /** A slab is given up; objects that were still live in it are freed. Its pages stay allocated. */
  public void freeSlab(int cpu, long pfn, int order) {
    objects.clearPages(pfn, 1L << order, goneWithoutEvent);
    pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
    shadows.slabFreed(cpu, pfn, order);
  }

  private void goneWithoutEvent(long address, long packed) {
    if (SlabObjects.live(packed)) {
      int cache = SlabObjects.cache(packed);
      tally.impliedFree(cache);
      shadows.objectFreed(clock.cpu, address, caches.cache(cache));
    }
  }

  /**
   * An object on a slab page was handed out. Objects that it overlaps were freed.
   *
   * @param cache number of the cache
   */
  public void allocateObject(int cpu, long address, long requestedBytes, int cache) {
    SlabCache from = caches.cache(cache);
    int before = objects.cacheOfPage(state.machine().pfnOf(address));
    if (before >= 0 && before != cache && caches.cache(before).slotBytes() != from.slotBytes()) {
      objects.clearRange(address, from.slotBytes(), goneWithoutEvent);
    } else {
      long old = objects.find(address);
      if (SlabObjects.live(old)) {
        objects.setState(address, old, ObjectState.FREED);
        goneWithoutEvent(address, old);
      }
    }
    objects.allocated(address, requestedBytes, cache);
    shadows.objectAllocated(cpu, address, requestedBytes, from);
  }

  /**
   * An object on a slab page was freed.
   *
   * @param cache number of the cache it is said to come from, or {@link SlabObjects#NO_CACHE}
   */
  public void freeObject(int cpu, long address, int cache) {
    long packed = objects.find(address);
    if (SlabObjects.live(packed)) {
      objects.setState(address, packed, ObjectState.FREED);
      shadows.objectFreed(cpu, address, caches.cache(SlabObjects.cache(packed)));
      return;
    }
    tally.unknownFree();
    if (packed == SlabObjects.NONE) {
      int of = objects.cacheOfPage(state.machine().pfnOf(address));
      int known = of >= 0 ? of : cache;
      if (known >= 0) {
        objects.freedUnknown(address, known);
        shadows.objectFreed(cpu, address, caches.cache(known));
      }
    }
  }

  /** A live object got another size where it lies. */
  public void resizeObject(int cpu, long address, long requestedBytes, SlabCache cache) {
    objects.allocated(address, requestedBytes, caches.number(cache));
    shadows.objectAllocated(cpu, address, requestedBytes, cache);
  }

  /** A known object was freed, and the quarantine has it now. */
  public void quarantine(int cpu, long address) {
    long packed = objects.find(address);
    objects.setState(address, packed, ObjectState.QUARANTINED);
    shadows.objectFreed(cpu, address, caches.cache(SlabObjects.cache(packed)));
  }

  /** The quarantine let an object go; shadows are not told. */
  public void leaveQuarantine(long address) {
    objects.setState(address, objects.find(address), ObjectState.FREED);
  }

  /**
   * Allocated pages became a large kmalloc.
   *
   * @return false when a shadow had no frame for it
   */
  public boolean makeLarge(int cpu, long pfn, int order, long requestedBytes) {
    pages.set(pfn, 1L << order, PageKind.LARGE_KMALLOC, order);
    state.larges().add(pfn, order, requestedBytes);
    boolean enough = shadows.largeAllocated(cpu, pfn, order, requestedBytes);
    if (!enough) {
      tally.note(Note.NO_FRAME);
    }
    return enough;
  }

  /**
   * A large kmalloc was freed; its pages stay allocated.
   *
   * @return whether there was one
   */
  public boolean freeLarge(int cpu, long pfn, int order) {
    if (state.larges().requestedBytes(pfn) == LargeKmallocs.NONE) {
      return false;
    }
    state.larges().remove(pfn);
    pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
    shadows.largeFreed(cpu, pfn, order);
    return true;
  }
}
