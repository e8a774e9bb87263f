// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelTruth.SlabVisitor;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.view.Attachment;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.testkit.Allocation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A small kernel that a test drives by hand: the test says what is handed out where, one shadow is
 * told, and beside it stands what is true of each byte, kept as naively as can be.
 *
 * <p>All RAM is free at first and begins at pfn 0. Image and stacks of CPUs have four pages each. A
 * shadow that throws fails the test that looks at it next.
 */
public final class TestKernel implements AutoCloseable {
  /** Pages of vmalloc space that areas can be mapped in. */
  public static final int AREA_PAGES = 64;

  private final BareMachine bare;
  private final KernelCore core;
  private final Machine machine;
  private final ByteTruth memory;
  private final ByteTruth areas;
  private final long areaStart;
  private final SortedMap<Long, Slab> slabs = new TreeMap<>();
  private @Nullable Attachment attached;

  private record Slab(SlabCache cache, int order) {}

  /** Is called between making a live entry invalid and making it valid again. */
  @FunctionalInterface
  public interface BreakObserver {
    /**
     * @param cpu who changes the entry
     * @param shadowAddress of the page
     */
    void broken(int cpu, long shadowAddress);
  }

  /**
   * @param shadowFrames how many frames a shadow may take
   */
  private TestKernel(ArchModel arch, int cpus, long ramPages, long shadowFrames) {
    bare = new BareMachine(arch, cpus, ramPages, shadowFrames);
    core = bare.core();
    machine = bare.machine();
    memory =
        new ByteTruth(machine.addressOf(0), ramPages << machine.pageShift(), ByteState.FREE_PAGE);
    areaStart = arch.layout().region(RegionKind.VMALLOC).start();
    areas = new ByteTruth(areaStart, (long) AREA_PAGES << machine.pageShift(), ByteState.UNMAPPED);
  }

  /** A machine with as many frames for shadow as it may want. */
  public static TestKernel boot(ArchModel arch, int cpus, long ramPages) {
    return new TestKernel(arch, cpus, ramPages, Long.MAX_VALUE);
  }

  /** A machine that has so many frames for shadow and no more. */
  public static TestKernel boot(ArchModel arch, int cpus, long ramPages, long shadowFrames) {
    return new TestKernel(arch, cpus, ramPages, shadowFrames);
  }

  /** The machine. */
  public Machine machine() {
    return machine;
  }

  /**
   * Attaches a scheme, built from the truth as it is now; a shadow that was there is retired then.
   *
   * @param choice the scheme with its options
   */
  public AttachedShadow attach(SchemeChoice choice) {
    Attachment old = attached;
    ShadowScheme informed =
        TestTruth.toldTo(choice.service(), this::programPointer, this::forEachSlab);
    attached = bare.attach(new SchemeChoice(choice.description(), informed, choice.options()));
    if (old != null) {
      old.close();
    }
    return attached;
  }

  private void forEachSlab(SlabVisitor visitor) {
    slabs.forEach((pfn, slab) -> visitor.slab(pfn, slab.order(), slab.cache()));
  }

  private long programPointer(long address) {
    ByteTruth truth = truthOf(address);
    if (truth == null) {
      return address;
    }
    Allocation owner = truth.ownerOf(address);
    return owner == null || truth.stateOf(address) != ByteState.LIVE
        ? address
        : owner.pointer(address - owner.address());
  }

  /** The shadow that is attached, with its bill. */
  public AttachedShadow bill() {
    return current();
  }

  /** The shadow that is attached. */
  public Shadow shadow() {
    return current().shadow();
  }

  /** Takes the view away from the shadow that is attached; any thread may. */
  void revoke(String why) {
    core.revokeNewest(why);
  }

  private Attachment current() {
    if (attached == null) {
      throw new IllegalStateException("no scheme is attached");
    }
    Throwable failure = attached.failure();
    if (failure != null) {
      throw new AssertionError("the scheme was set aside: " + failure, failure);
    }
    return attached;
  }

  /** Who is told of the moments in which a live page-table entry is invalid. */
  public void onBreak(BreakObserver observer) {
    current().view().onBreak(observer::broken);
  }

  /** Lets time pass; work that falls due runs. */
  public void advance(long nanos) {
    core.step(core.nowNanos() + nanos, 0);
  }

  /** Address of a page in the direct map. */
  public long address(long pfn) {
    return machine.addressOf(pfn);
  }

  private long bytesOf(int order) {
    return machine.pageBytes() << order;
  }

  /** The page allocator hands out pages. */
  public Allocation allocatePages(int cpu, long pfn, int order) {
    core.allocatePages(cpu, pfn, order);
    return handOut(
        cpu, new Allocation(Kind.PAGES, address(pfn), bytesOf(order), bytesOf(order), null));
  }

  /**
   * Pages are handed out as a task stack in the direct map.
   *
   * @return null when the shadow had no frame for it
   */
  public @Nullable Allocation allocateStack(int cpu, long pfn, int order) {
    long before = framesMissed();
    core.allocatePages(cpu, pfn, order);
    core.virtual().makeDirectStack(cpu, pfn, order);
    if (framesMissed() > before) {
      var state = core.state();
      state.stacks().remove(address(pfn));
      state.windowStacks().remove(address(pfn));
      takeBack(cpu, pfn, order);
      return null;
    }
    return handOut(
        cpu, new Allocation(Kind.STACK, address(pfn), bytesOf(order), bytesOf(order), null));
  }

  /** What pages were to become is given up before anybody had it: no shadow is told of its end. */
  private void takeBack(int cpu, long pfn, int order) {
    core.state().pages().set(pfn, 1L << order, PageKind.ALLOCATED, order);
    core.freePages(cpu, pfn, order);
  }

  /**
   * Pages are handed out as a large kmalloc.
   *
   * @return null when the shadow had no frame for it
   */
  public @Nullable Allocation allocateLarge(int cpu, long pfn, int order, long requestedBytes) {
    long before = framesMissed();
    core.allocatePages(cpu, pfn, order);
    core.makeLarge(cpu, pfn, order, requestedBytes);
    if (framesMissed() > before) {
      core.state().larges().remove(pfn);
      takeBack(cpu, pfn, order);
      return null;
    }
    return handOut(
        cpu, new Allocation(Kind.LARGE, address(pfn), requestedBytes, bytesOf(order), null));
  }

  /**
   * Pages are handed out and become a slab.
   *
   * @return false when the shadow had no frame for it; the pages are free again then
   */
  public boolean allocateSlab(int cpu, long pfn, int order, SlabCache cache) {
    long before = framesMissed();
    core.allocatePages(cpu, pfn, order);
    core.makeSlab(cpu, pfn, order, core.state().caches().number(cache), true);
    if (framesMissed() > before) {
      takeBack(cpu, pfn, order);
      return false;
    }
    slabs.put(pfn, new Slab(cache, order));
    long objects = bytesOf(order) / cache.slotBytes();
    memory.set(address(pfn), bytesOf(order), ByteState.REDZONE, null);
    for (long i = 0; i < objects; i++) {
      memory.set(
          address(pfn) + i * cache.slotBytes(), cache.objectBytes(), ByteState.NEVER_ALLOCATED);
    }
    return true;
  }

  private Slab slabAt(long pfn) {
    Slab slab = slabs.get(pfn);
    if (slab == null) {
      throw new IllegalArgumentException("no slab begins at page " + pfn);
    }
    return slab;
  }

  /** How many objects the slab at a page has room for. */
  public int objectsIn(long pfn) {
    Slab slab = slabAt(pfn);
    return (int) (bytesOf(slab.order()) / slab.cache().slotBytes());
  }

  /**
   * An object of a slab is handed out.
   *
   * @param index which one, from 0
   * @param requestedBytes what is asked for; anything but kmalloc gives whole objects
   */
  public Allocation allocateObject(int cpu, long pfn, int index, long requestedBytes) {
    SlabCache cache = slabAt(pfn).cache();
    long bytes = cache.kmalloc() ? requestedBytes : cache.objectBytes();
    long at = address(pfn) + index * cache.slotBytes();
    core.allocateObject(cpu, at, bytes, core.state().caches().number(cache));
    return handOut(cpu, new Allocation(Kind.OBJECT, at, bytes, cache.slotBytes(), cache));
  }

  /** A slab without live objects is given up, and its pages are freed. */
  public void freeSlab(int cpu, long pfn) {
    int order = slabAt(pfn).order();
    slabs.remove(pfn);
    core.freePages(cpu, pfn, order);
    memory.set(address(pfn), bytesOf(order), ByteState.FREE_PAGE);
  }

  /** Address of a page of the window that areas can be mapped in. */
  public long areaAddress(int page) {
    return areaStart + ((long) page << machine.pageShift());
  }

  /**
   * A vmalloc area is mapped.
   *
   * @param page where in the window of {@value #AREA_PAGES} pages
   * @return null when the shadow had no frame for it
   */
  public @Nullable Allocation mapArea(int cpu, int page, int pages, long requestedBytes) {
    long at = areaAddress(page);
    long bytes = (long) pages << machine.pageShift();
    long before = framesMissed();
    core.virtual().mapArea(cpu, at, bytes, requestedBytes);
    if (framesMissed() > before) {
      // a kernel that cannot have the shadow of an area tells nobody that it is gone again
      core.state().areas().unmapped(at);
      core.state().areas().purged(at, at + bytes);
      return null;
    }
    return handOut(cpu, new Allocation(Kind.AREA, at, requestedBytes, bytes, null));
  }

  /** All unmapped areas are purged: their addresses are free. */
  public void purgeAreas(int cpu) {
    long bytes = (long) AREA_PAGES << machine.pageShift();
    core.virtual().purgeAreas(cpu, areaStart, areaStart + bytes);
    for (long at = areaStart; at < areaStart + bytes; at += machine.pageBytes()) {
      if (areas.stateOf(at) == ByteState.FREED) {
        areas.set(at, machine.pageBytes(), ByteState.UNMAPPED, null);
      }
    }
  }

  private Allocation handOut(int cpu, Allocation made) {
    ByteTruth truth = made.kind() == Kind.AREA ? areas : memory;
    truth.set(made.address(), made.reservedBytes(), ByteState.REDZONE, made);
    truth.set(made.address(), made.bytes(), ByteState.LIVE);
    if (attached != null && attached.failure() == null) {
      made.setPointer(attached.shadow().tagged(cpu, made.address()));
    }
    return made;
  }

  /** What was handed out is freed. */
  public void free(int cpu, Allocation allocation) {
    long at = allocation.address();
    int order = 63 - Long.numberOfLeadingZeros(allocation.reservedBytes() >>> machine.pageShift());
    allocation.live = false;
    long pfn = machine.pfnOf(at);
    switch (allocation.kind()) {
      case PAGES -> core.freePages(cpu, pfn, order);
      case STACK -> {
        core.virtual().freeDirectStack(cpu, pfn, order);
        core.freePages(cpu, pfn, order);
      }
      case LARGE -> {
        core.freeLarge(cpu, pfn, order);
        core.freePages(cpu, pfn, order);
      }
      case AREA -> core.virtual().unmapArea(cpu, at);
      case OBJECT -> core.freeObject(cpu, at, -1);
    }
    SlabCache cache = allocation.cache();
    if (cache == null) {
      boolean area = allocation.kind() == Kind.AREA;
      (area ? areas : memory)
          .set(at, allocation.reservedBytes(), area ? ByteState.FREED : ByteState.FREE_PAGE);
    } else if (!cache.typesafeByRcu()) {
      memory.set(at, cache.objectBytes(), ByteState.FREED);
    }
  }

  private long framesMissed() {
    return core.tally().notes().getOrDefault(Note.NO_FRAME.text(), 0L);
  }

  private @Nullable ByteTruth truthOf(long address) {
    return memory.contains(address) ? memory : areas.contains(address) ? areas : null;
  }

  /** What is true of a byte; UNMAPPED outside RAM and the window of areas. */
  public ByteState truth(long address) {
    ByteTruth truth = truthOf(address);
    return truth == null ? ByteState.UNMAPPED : truth.stateOf(address);
  }

  /** Who has the memory of a byte, or had it last; null when nobody did. */
  public @Nullable Allocation owner(long address) {
    ByteTruth truth = truthOf(address);
    return truth == null ? null : truth.ownerOf(address);
  }

  /**
   * An outline check of a program's access.
   *
   * @param pointer as the program has it, see {@link Allocation#pointer}
   * @return whether it passed
   */
  public boolean check(int cpu, long pointer, long bytes, boolean write) {
    return shadow().check(cpu, pointer, bytes, write);
  }

  /**
   * What the page tables of the shadow lead to, past TLBs.
   *
   * @param shadowAddress in the shadow, not in memory
   * @return 0 to 255, or -1 where nothing is mapped
   */
  public int byteShadow(long shadowAddress) {
    return current().view().memory().peek(shadowAddress);
  }

  /** Retires the shadow. */
  @Override
  public void close() {
    core.shadows().closeAll();
  }
}
