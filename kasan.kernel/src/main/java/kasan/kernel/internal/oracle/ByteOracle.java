// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.memory.SlabCache;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Oracle;

/**
 * The exact state and owner of every byte of a modelled kernel.
 *
 * <p>It is told what the allocators do, call by call, as a shadow is; it knows no shadow. Where
 * nothing was told, RAM is good to access (image, memblock) and the rest of the address space is
 * empty. Generations count allocations; they wrap around after 2^32 of them.
 */
public final class ByteOracle implements Oracle {
  private final Machine machine;
  private final AddressLayout layout;
  private final PageKinds kinds;
  private final PageTruth pages;
  private final AreaTruth areas = new AreaTruth();
  private final Region directMap;
  private final long imageStart;
  private final LiveStretch stretch = new LiveStretch();
  private final Redzones redzones = new Redzones(stretch::forget);
  private int generation;

  /** What the kernel says a page frame is used for. */
  @FunctionalInterface
  public interface PageKinds {
    /** The kind of a page frame. */
    PageKind of(long pfn);
  }

  /**
   * @param kinds passed on by {@link #pageKind}; never used to judge
   */
  public ByteOracle(Machine machine, AddressLayout layout, PageKinds kinds) {
    this.machine = machine;
    this.layout = layout;
    this.kinds = kinds;
    this.pages = new PageTruth(machine.frames());
    this.directMap = layout.region(RegionKind.DIRECT_MAP);
    this.imageStart = layout.region(RegionKind.IMAGE).start();
    for (PfnRange range : machine.ram()) {
      pages.set(range.first(), range.pages(), PageTruth.RESERVED);
    }
  }

  /** Redzones of compiled code; whoever lays them out says so here. */
  public Redzones redzones() {
    return redzones;
  }

  /** Boot hands pages to the page allocator for the first time. */
  public void pagesReleased(long pfn, long count) {
    stretch.forget();
    pages.set(pfn, count, PageTruth.FREE);
  }

  /** 2^{@code order} pages left the page allocator. */
  public void pagesAllocated(long pfn, int order) {
    stretch.forget();
    pages.own(pfn, 1L << order, PageTruth.ALLOCATED, ++generation, null);
  }

  /** Pages were handed out as one that never were the page allocator's. */
  public void runAllocated(long pfn, long count) {
    stretch.forget();
    pages.own(pfn, count, PageTruth.ALLOCATED, ++generation, null);
  }

  /** 2^{@code order} pages went back to the page allocator, or into a pool that poisons them. */
  public void pagesFreed(long pfn, int order) {
    stretch.forget();
    pages.set(pfn, 1L << order, PageTruth.FREE);
  }

  /** Allocated pages became a slab. */
  public void slabAllocated(long pfn, int order, SlabCache cache) {
    stretch.forget();
    long start = machine.addressOf(pfn);
    long bytes = machine.pageBytes() << order;
    var slab = new SlabTruth(start, bytes, cache.slotBytes(), cache.objectBytes());
    pages.own(pfn, 1L << order, PageTruth.SLAB, pages.generation(pfn), slab);
  }

  /** A slab is given up; its pages are freed next. */
  public void slabFreed(long pfn, int order) {
    stretch.forget();
    pages.set(pfn, 1L << order, PageTruth.ALLOCATED);
  }

  /** An object of a slab was handed out. */
  public void objectAllocated(long address, long requestedBytes) {
    stretch.forget();
    slabAt(address).allocated(address, requestedBytes, ++generation);
  }

  /** An object, of a slab or large, got another size where it lies. */
  public void objectResized(long address, long requestedBytes) {
    stretch.forget();
    slabAt(address).resized(address, requestedBytes);
  }

  /**
   * An object of a slab was freed, to the allocator, the quarantine or a pool.
   *
   * @param readable whether it may be read all the same until a grace period ends, its cache being
   *     SLAB_TYPESAFE_BY_RCU
   */
  public void objectFreed(long address, boolean readable) {
    stretch.forget();
    slabAt(address).freed(address, readable);
  }

  /** Allocated pages became a large kmalloc. */
  public void largeAllocated(long pfn, int order, long requestedBytes) {
    stretch.forget();
    long bytes = machine.pageBytes() << order;
    var whole = new SlabTruth(machine.addressOf(pfn), bytes, bytes, bytes);
    whole.allocated(machine.addressOf(pfn), requestedBytes, pages.generation(pfn));
    pages.own(pfn, 1L << order, PageTruth.LARGE, pages.generation(pfn), whole);
  }

  /** A large kmalloc was freed; its pages are freed next. */
  public void largeFreed(long pfn, int order) {
    stretch.forget();
    pages.set(pfn, 1L << order, PageTruth.ALLOCATED);
  }

  /** A vmalloc area, or a stack in vmalloc space that was idle, has an owner. */
  public void areaMapped(long address, long bytes, long requestedBytes) {
    stretch.forget();
    areas.mapped(address, bytes, requestedBytes, ++generation);
  }

  /** A vmalloc area was unmapped; its addresses are not yet reused. */
  public void areaUnmapped(long address, long bytes) {
    stretch.forget();
    areas.unmapped(address);
    redzones.clear(address, bytes);
  }

  /** A task ended and its stack in vmalloc space is kept, mapped, for the next one. */
  public void stackIdle(long address, long bytes) {
    stretch.forget();
    areas.idle(address);
    redzones.clear(address, bytes);
  }

  /** Unmapped areas between two addresses were purged. */
  public void areasPurged(long start, long end) {
    stretch.forget();
    areas.purged(start, end);
  }

  private SlabTruth slabAt(long address) {
    SlabTruth slab = pages.slab(machine.pfnOf(address));
    if (slab == null) {
      throw new IllegalStateException("no object can lie at " + Long.toHexString(address));
    }
    return slab;
  }

  @Override
  public ByteState stateOf(long address) {
    byte code = redzones.codeAt(address);
    return code == 0 ? stateBelowRedzones(address) : StateOfCode.of(code);
  }

  private ByteState stateBelowRedzones(long address) {
    if (directMap.contains(address)) {
      return inDirectMap(address);
    }
    if (Long.compareUnsigned(address, machine.pageBytes()) < 0) {
      return ByteState.NULL_PAGE;
    }
    if (Long.compareUnsigned(address, layout.userLimit()) < 0) {
      return ByteState.USER;
    }
    if (address - imageStart >= 0 && address - imageStart < machine.imageBytes()) {
      return ByteState.LIVE;
    }
    return outside(address);
  }

  private ByteState inDirectMap(long address) {
    long pfn = machine.pfnOf(address);
    return switch (pages.kind(pfn)) {
      case PageTruth.FREE -> ByteState.FREE_PAGE;
      case PageTruth.SLAB, PageTruth.LARGE -> slabAt(address).stateOf(address);
      case PageTruth.HOLE -> ByteState.UNMAPPED;
      default -> ByteState.LIVE;
    };
  }

  private ByteState outside(long address) {
    for (Region region : layout.regions()) {
      if (region.contains(address)) {
        return switch (region.kind()) {
          case VMALLOC, MODULES -> areas.stateOf(address);
          case VMEMMAP, CPU_ENTRY -> ByteState.UNKNOWN;
          default -> ByteState.UNMAPPED;
        };
      }
    }
    return ByteState.WILD;
  }

  @Override
  public ByteState judge(long address, long bytes) {
    ByteState unknown = ByteState.LIVE;
    for (long done = 0; Long.compareUnsigned(done, bytes) < 0; ) {
      ByteState state = stateOf(address + done);
      if (state.bug()) {
        return state;
      }
      if (state == ByteState.UNKNOWN || done > 0 && leavesItsAllocator(address, done)) {
        unknown = ByteState.UNKNOWN;
      }
      done += sameStateBytes(address + done, bytes - done);
    }
    return unknown;
  }

  /**
   * Whether all of an access lies in one page or object that is in use, so that nothing can be
   * wrong with it. What was found last is remembered until the kernel does something.
   *
   * @return false also where that takes a closer look
   */
  public boolean plainlyLive(long address, long bytes) {
    if (stretch.holds(address, bytes)) {
      return true;
    }
    return directMap.contains(address) && findStretch(address) && stretch.holds(address, bytes);
  }

  /** Whether it is known, without a search, that an access is {@link #plainlyLive}. */
  public boolean knownLive(long address, long bytes) {
    return stretch.holds(address, bytes);
  }

  private boolean findStretch(long address) {
    long pfn = machine.pfnOf(address);
    byte kind = pages.kind(pfn);
    long start = machine.addressOf(pfn);
    long bytes = machine.pageBytes();
    if (kind == PageTruth.SLAB || kind == PageTruth.LARGE) {
      SlabTruth slab = slabAt(address);
      start = slab.slotStart(address);
      bytes = slab.liveBytes(address);
    } else if (kind != PageTruth.ALLOCATED && kind != PageTruth.RESERVED) {
      return false;
    }
    boolean whole = redzones.firstIn(start, bytes) == start + bytes;
    if (whole) {
      stretch.remember(start, bytes);
    }
    return whole;
  }

  /**
   * Whether an access goes from an object into a page that is no object's, or the other way round.
   * Nobody has a right to both, but each of its bytes may be accessed.
   */
  private boolean leavesItsAllocator(long address, long done) {
    return directMap.contains(address)
        && directMap.contains(address + done)
        && ofObjects(address) != ofObjects(address + done);
  }

  private boolean ofObjects(long address) {
    byte kind = pages.kind(machine.pfnOf(address));
    return kind == PageTruth.SLAB || kind == PageTruth.LARGE;
  }

  /**
   * The first byte of a range that may not be accessed.
   *
   * @return its address; -1 when all may
   */
  public long firstBad(long address, long bytes) {
    for (long done = 0; Long.compareUnsigned(done, bytes) < 0; ) {
      if (stateOf(address + done).bug()) {
        return address + done;
      }
      done += sameStateBytes(address + done, bytes - done);
    }
    return -1;
  }

  /** How many of the next bytes certainly have the state of the first. */
  private long sameStateBytes(long address, long atMost) {
    long same = 1;
    if (directMap.contains(address)) {
      byte kind = pages.kind(machine.pfnOf(address));
      if (kind == PageTruth.SLAB || kind == PageTruth.LARGE) {
        same = slabAt(address).sameStateBytes(address);
      } else {
        same = machine.pageBytes() - (address & (machine.pageBytes() - 1));
      }
    }
    same = atMost < 0 ? same : Math.min(same, atMost);
    return Math.max(1, redzones.firstIn(address, same) - address);
  }

  /**
   * Whether something that begins at an address can be freed with kfree or kmem_cache_free.
   *
   * @return {@link ByteState#LIVE} when it can, the state of its first byte when it was freed
   *     before, {@link ByteState#REDZONE} when nothing begins there
   */
  public ByteState judgeFree(long address) {
    if (!directMap.contains(address)) {
      return stateOf(address).bug() ? stateOf(address) : ByteState.REDZONE;
    }
    byte kind = pages.kind(machine.pfnOf(address));
    if (kind == PageTruth.FREE) {
      return ByteState.FREE_PAGE;
    }
    if (kind != PageTruth.SLAB && kind != PageTruth.LARGE) {
      return ByteState.REDZONE;
    }
    SlabTruth slab = slabAt(address);
    if (slab.liveObjectAt(address)) {
      return ByteState.LIVE;
    }
    if (!slab.objectAt(address)) {
      return ByteState.REDZONE;
    }
    ByteState state = slab.stateOf(address);
    return state == ByteState.LIVE ? ByteState.FREED : state;
  }

  /** Whether a vmalloc area in use begins at an address. */
  public boolean liveAreaAt(long address) {
    return areas.liveAreaAt(address);
  }

  @Override
  public long generationOf(long address) {
    if (directMap.contains(address)) {
      long pfn = machine.pfnOf(address);
      SlabTruth slab = pages.slab(pfn);
      return Integer.toUnsignedLong(
          slab == null ? pages.generation(pfn) : slab.generationOf(address));
    }
    return Integer.toUnsignedLong(areas.generationOf(address));
  }

  @Override
  public PageKind pageKind(long pfn) {
    return kinds.of(pfn);
  }
}
