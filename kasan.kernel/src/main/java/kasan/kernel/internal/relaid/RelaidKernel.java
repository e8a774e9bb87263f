// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.kernel.internal.alloc.slab.SlabRules;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.placement.Allocators;
import kasan.kernel.internal.placement.Announcer;
import kasan.kernel.internal.placement.CachedMemory;
import kasan.kernel.internal.placement.HandleTable;
import kasan.kernel.internal.placement.NamedCaches;
import kasan.kernel.internal.replay.RecordedKernel;
import kasan.kernel.internal.replay.Relocation;
import kasan.kernel.internal.replay.StartState;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.PageMap;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with generic KASAN's layout on the machine of a recording: what was asked for in the
 * recording is asked of the modelled allocators again.
 *
 * <p>Pages that were in use before the trace and are no slab stay where they were. Slab is placed
 * anew, {@link RelaidObjects} says how.
 */
public final class RelaidKernel extends RecordedKernel {
  private static final int PAGE_BLOCK_ORDER = 9;

  /** Stacks of a KASAN kernel are twice as large. */
  private static final int STACK_FACTOR = 2;

  private final ByteOracle oracle;
  private final Announcer announcer;
  private final Allocators allocators;
  private final NamedCaches caches;
  private final RelaidObjects objects;
  private final RelaidRequests requests;
  private final LayoutMeter meter;
  private final long slabPagesAtStart;
  private final long slabBlocksAtStart;
  private int untilLook = LayoutMeter.PACE;

  /**
   * @param unknownIsFree whether pages that nothing is known of count as free
   * @param wall through which code of schemes is called
   * @throws BadInputException when recording and architecture do not fit each other
   */
  public RelaidKernel(Recording recording, ArchModel arch, boolean unknownIsFree, Wall wall) {
    super(core(recording, arch, unknownIsFree, wall));
    Machine recorded = recording.machine();
    MachineState before = recording.before();
    KernelCore core = core();
    KernelState state = core.state();
    Machine machine = machine();
    this.oracle = new ByteOracle(machine, arch.layout(), state.pages()::kind);
    this.announcer = new Announcer(core, oracle, true, null);
    List<PfnRange> free = free(state.pages());
    var cached = new CachedMemory(new HandleTable());
    long ramBytes = ramBytes(recorded);
    this.allocators =
        new Allocators(
            machine,
            arch.layout().region(RegionKind.VMALLOC),
            new Allocators.Memory(PAGE_BLOCK_ORDER, free, true, ramBytes),
            new SlabRules(machine.pageShift(), machine.cpus(), true, false),
            true,
            announcer,
            cached);
    cached.use(allocators);
    this.caches = new NamedCaches(allocators.slab);
    this.objects = new RelaidObjects(allocators.slab, caches, core, recorded);
    var pages = new RelaidPages(allocators.pages, core.tally(), machine.frames(), objects);
    for (PfnRange range : machine.ram()) {
      pages.start(state.pages(), range.first(), Math.min(range.end(), machine.frames()));
    }
    for (PfnRange range : free) {
      state.pages().set(range.first(), range.pages(), PageKind.FREE, 0);
      oracle.pagesReleased(range.first(), range.pages());
    }
    this.requests = new RelaidRequests(recorded, allocators, caches, objects, pages, core);
    objects.start(before == null ? List.of() : before.slabs(), machine.cpus(), 1);
    requests.startStacks(stacks(before, recorded));
    this.slabPagesAtStart = state.pages().count(PageKind.SLAB);
    this.slabBlocksAtStart = slabBlocks(state.pages());
    this.meter =
        new LayoutMeter(allocators, machine.cpus() * recorded.perCpuStackBytes(), ramBytes);
    meter.look();
  }

  private static KernelCore core(
      Recording recording, ArchModel arch, boolean unknownIsFree, Wall wall) {
    Machine recorded = recording.machine();
    checkPageSize(recorded, arch);
    Machine machine = at(recorded, new Relocation(recorded, arch).directMapBase(), STACK_FACTOR);
    MachineState before = recording.before();
    PfnRange window = window(machine, stacks(before, recorded));
    var state = new KernelState(machine, arch, PageKind.FREE, window, unknownIsFree);
    PageFlags flags = before == null ? null : before.pageFlags();
    if (flags != null) {
      StartState.fill(state, flags);
    }
    return new KernelCore(
        state, new MachineFree(freePages(before, flags, machine.pageShift())), wall);
  }

  /** Its allocators, for self-checks. */
  public Allocators allocators() {
    return allocators;
  }

  private static long ramBytes(Machine recorded) {
    long kb = recorded.memTotalKb();
    return kb == 0 ? recorded.ramPages() << recorded.pageShift() : kb << 10;
  }

  private static long stacks(@Nullable MachineState before, Machine recorded) {
    Long kb = before == null ? null : before.meminfoKb().get("KernelStack");
    return kb == null ? 0 : (kb << 10) / recorded.taskStackBytes();
  }

  /** Free pages while no slab stands yet. */
  private static long freePages(
      @Nullable MachineState before, @Nullable PageFlags flags, int pageShift) {
    Long kb = before == null ? null : before.meminfoKb().get("MemFree");
    if (kb == null || flags == null) {
      return MachineFree.UNKNOWN;
    }
    return (kb >> (pageShift - 10)) + StartState.slabs(flags, 0).pages();
  }

  /** What the allocators begin with: pages that were free, and those that were slab. */
  private List<PfnRange> free(PageMap pages) {
    var free = new ArrayList<PfnRange>();
    for (PfnRange range : machine().ram()) {
      long end = Math.min(range.end(), machine().frames());
      for (long pfn = range.first(); pfn < end; ) {
        long next = pages.endOfKind(pfn, end);
        PageKind kind = pages.kind(pfn);
        if (kind == PageKind.FREE || kind == PageKind.SLAB) {
          addFree(free, pfn, next);
        }
        pfn = next;
      }
    }
    return free;
  }

  private static void addFree(List<PfnRange> free, long first, long end) {
    int last = free.size() - 1;
    if (last >= 0 && free.get(last).end() == first) {
      free.set(last, new PfnRange(free.get(last).first(), end));
    } else {
      free.add(new PfnRange(first, end));
    }
  }

  private long slabBlocks(PageMap pages) {
    long blocks = 0;
    long last = -1;
    for (PfnRange range : machine().ram()) {
      long end = Math.min(range.end(), machine().frames());
      for (long pfn = range.first(); pfn < end; ) {
        long next = pages.endOfKind(pfn, end);
        if (pages.kind(pfn) == PageKind.SLAB) {
          long first = Math.max(last + 1, pfn >> AddressLayout.GENERIC_SCALE_SHIFT);
          last = (next - 1) >> AddressLayout.GENERIC_SCALE_SHIFT;
          blocks += Math.max(0, last - first + 1);
        }
        pfn = next;
      }
    }
    return blocks;
  }

  @Override
  public Oracle oracle() {
    return oracle;
  }

  @Override
  protected void use(EventSource source) {
    requests.use(source);
  }

  @Override
  protected int cpuOf(EventBatch batch, int row) {
    int cpu = batch.cpu[row];
    if (cpu < machine().cpus()) {
      return cpu;
    }
    core().tally().note(Note.CPUS_OUTSIDE);
    return cpu % machine().cpus();
  }

  @Override
  protected void advance(long nanos, int cpu) {
    super.advance(nanos, cpu);
    allocators.slab.endGracePeriods(core().nowNanos());
  }

  @Override
  protected void follow(EventBatch batch, int row, int cpu) {
    requests.apply(batch, row, cpu);
    if (--untilLook == 0) {
      untilLook = LayoutMeter.PACE;
      meter.look();
    }
  }

  @Override
  public void finish() {
    super.finish();
    meter.look();
  }

  @Override
  public LayoutBill layoutBill() {
    return meter.bill(objects.stoodIn());
  }

  @Override
  protected Long slabPagesAtStart() {
    return slabPagesAtStart;
  }

  @Override
  protected Long slabBlocksAtStart() {
    return slabBlocksAtStart;
  }
}
