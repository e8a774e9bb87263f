// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.memory.SlabCache;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import kasan.kernel.internal.oracle.MemoryOracle;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.view.Attachment;
import kasan.kernel.internal.view.BlockHolder;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.kernel.Wall;
import kasan.lab.api.scheme.SchemeChoice;

/**
 * A kernel without allocators, for tests: whoever holds it says what is allocated where. All RAM is
 * free at first. Shadow frames come from above RAM, as on a recorded kernel, or from a limited
 * pool.
 *
 * <p>Truth changes before shadows are told, and every object is known, so that its oracle is exact.
 */
public final class BareKernel implements AutoCloseable {
  private static final long WINDOW_STACKS = 64;

  private final Machine machine;
  private final ArchModel arch;
  private final KernelCore core;
  private final Oracle oracle;
  private final long shadowFrames;
  private final long firstShadowFrame;

  /**
   * @param cpus number of CPUs
   * @param ramPages pages of RAM, from pfn 0 on
   */
  public BareKernel(ArchModel arch, int cpus, long ramPages) {
    this(arch, cpus, ramPages, Long.MAX_VALUE);
  }

  /**
   * @param shadowFrames frames that each shadow may take
   */
  public BareKernel(ArchModel arch, int cpus, long ramPages, long shadowFrames) {
    this(bareMachine(arch, cpus, ramPages), arch, shadowFrames);
  }

  /**
   * @param machine whose RAM is all free
   */
  public BareKernel(Machine machine, ArchModel arch, long shadowFrames) {
    this.machine = machine;
    this.arch = arch;
    this.shadowFrames = shadowFrames;
    int order = VirtualMemory.stackOrder(machine);
    long first = machine.frames() + (8L << order) - 1 & -(8L << order);
    var window = new PfnRange(first, first + (WINDOW_STACKS << order));
    this.firstShadowFrame = window.end();
    var state = new KernelState(machine, arch, PageKind.FREE, window, false);
    this.core = new KernelCore(state, new MachineFree(machine.ramPages()), new Wall());
    this.oracle = new MemoryOracle(state, true);
  }

  private static Machine bareMachine(ArchModel arch, int cpus, long ramPages) {
    int shift = arch.geometry().pageShift();
    return new Machine(
        "bare",
        cpus,
        shift,
        List.of(new PfnRange(0, ramPages)),
        ramPages,
        ramPages << (shift - 10),
        arch.layout().region(RegionKind.DIRECT_MAP).start(),
        4L << shift,
        4L << shift,
        4L << shift);
  }

  /** The machine. */
  public Machine machine() {
    return machine;
  }

  /** Its architecture. */
  public ArchModel arch() {
    return arch;
  }

  /** The exact truth. */
  public Oracle oracle() {
    return oracle;
  }

  /** State, shadows and counts, for tests that look closer. */
  public KernelCore core() {
    return core;
  }

  /** Attaches a scheme. */
  public Attachment attach(SchemeChoice scheme) {
    return core.attach(
        scheme,
        new SidePool(firstShadowFrame, shadowFrames),
        new FrameMemory(firstShadowFrame, machine.pageShift()),
        BlockHolder.NONE);
  }

  /** Moves the clock on; work that is due by then runs. */
  public void advance(long nanos) {
    core.step(core.nowNanos() + nanos, 0);
  }

  /** Virtual address of a page frame in the direct map. */
  public long address(long pfn) {
    return machine.addressOf(pfn);
  }

  /** The page allocator hands out pages. */
  public void allocatePages(int cpu, long pfn, int order) {
    core.allocatePages(cpu, pfn, order);
  }

  /** The page allocator takes pages back, whatever they were. */
  public void freePages(int cpu, long pfn, int order) {
    core.freePages(cpu, pfn, order);
  }

  /** Pages are handed out and become a slab; no object in it is handed out. */
  public void allocateSlab(int cpu, long pfn, int order, SlabCache cache) {
    core.allocatePages(cpu, pfn, order);
    core.makeSlab(cpu, pfn, order, core.state().caches().number(cache), true);
  }

  /** A slab is given up and its pages are freed. */
  public void freeSlab(int cpu, long pfn, int order) {
    core.freePages(cpu, pfn, order);
  }

  /** An object on a slab page is handed out. */
  public void allocateObject(int cpu, long address, long requestedBytes, SlabCache cache) {
    core.allocateObject(cpu, address, requestedBytes, core.state().caches().number(cache));
  }

  /** An object is freed. */
  public void freeObject(int cpu, long address) {
    core.freeObject(cpu, address, -1);
  }

  /** Pages are handed out as a kmalloc that is too large for any cache. */
  public void allocateLarge(int cpu, long pfn, int order, long requestedBytes) {
    core.allocatePages(cpu, pfn, order);
    core.makeLarge(cpu, pfn, order, requestedBytes);
  }

  /** A large kmalloc is freed, and its pages. */
  public void freeLarge(int cpu, long pfn, int order) {
    core.freeLarge(cpu, pfn, order);
    core.freePages(cpu, pfn, order);
  }

  /** Pages are handed out as a task stack in the direct map. */
  public void allocateStack(int cpu, long pfn, int order) {
    core.allocatePages(cpu, pfn, order);
    core.virtual().makeDirectStack(cpu, pfn, order);
  }

  /** A task stack in the direct map is torn down, and its pages are freed. */
  public void freeStack(int cpu, long pfn, int order) {
    core.virtual().freeDirectStack(cpu, pfn, order);
    core.freePages(cpu, pfn, order);
  }

  /** A vmalloc area of whole pages is mapped. */
  public void mapArea(int cpu, long address, long bytes, long requestedBytes) {
    core.virtual().mapArea(cpu, address, bytes, requestedBytes);
  }

  /** A vmalloc area is unmapped; a stack in it is torn down. */
  public void unmapArea(int cpu, long address) {
    core.virtual().unmapArea(cpu, address);
  }

  /** Unmapped areas of a range are purged. */
  public void purgeAreas(int cpu, long start, long end) {
    core.virtual().purgeAreas(cpu, start, end);
  }

  /** A vmalloc area that was mapped becomes a task stack. */
  public void allocateVmapStack(int cpu, long address) {
    core.virtual().makeStack(cpu, address, machine.taskStackBytes(), false);
  }

  /** Retires all shadows. */
  @Override
  public void close() {
    core.shadows().closeAll();
  }
}
