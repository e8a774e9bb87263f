// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelTruth.RedzoneVisitor;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.alloc.boot.BootItem;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.core.AbstractKernel;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.instrument.CompiledCode;
import kasan.kernel.internal.instrument.Instrumented;
import kasan.kernel.internal.judge.Judge;
import kasan.kernel.internal.judge.StandingShadow;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.placement.Allocators;
import kasan.kernel.internal.placement.Announcer;
import kasan.kernel.internal.placement.CachedMemory;
import kasan.kernel.internal.placement.HandleTable;
import kasan.kernel.internal.placement.Tracks;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.ProgramTruth;
import kasan.kernel.internal.view.Attachment;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.CacheUse;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.kernel.RequestTrack;
import kasan.lab.api.kernel.SlabSlot;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that places what is asked of it with its own allocators, and pays for its shadow out of
 * its own pages: at boot before MemTotal is counted, later out of what is free.
 */
public final class PlacingKernel extends AbstractKernel implements ModelledKernel {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int SWAP_TRIES = 16;

  private final ByteOracle oracle;
  private final Announcer announcer;
  private final Tracks tracks = new Tracks();
  private final ShadowFrames frames;
  private final FrameMemory frameMemory;
  private final Allocators allocators;
  private final CachedMemory cached;
  private final StandingShadow standing;
  private final Judge judge;
  private final CompiledCode code;
  private final Frees frees;
  private final RunningCode calls;
  private final Requests requests;
  private final Scheduler scheduler;
  private final PointerTags tags;
  private final SortedMap<String, Long> breakdown = new TreeMap<>();
  private final long memTotalKb;
  private Attachment current;
  private long nextRefreshNanos = SECOND_NANOS;

  /**
   * Boots a kernel with its first shadow.
   *
   * @param profiles that the plan may name
   * @param wall through which code of schemes is called
   * @throws BadInputException when the plan cannot be met, or the machine is too small for kernel
   *     and shadow
   */
  public static ModelledKernel boot(
      BootProfiles profiles, BootPlan plan, ArchModel arch, SchemeChoice scheme, Wall wall) {
    return new PlacingKernel(new Booting(profiles, plan, arch), arch, scheme, wall);
  }

  private PlacingKernel(Booting boot, ArchModel arch, SchemeChoice scheme, Wall wall) {
    super(core(boot, arch, wall));
    BootPlan plan = boot.plan();
    Machine machine = machine();
    KernelCore core = core();
    KernelState state = core.state();
    this.oracle = new ByteOracle(machine, arch.layout(), state.pages()::kind);
    this.announcer = new Announcer(core, oracle, plan.vmapStack(), tracks);
    this.frames = new ShadowFrames(boot.memory(), announcer);
    this.frameMemory = new FrameMemory(0, machine.pageShift());
    this.tags = new PointerTags(arch.layout());
    for (PfnRange range : boot.memory().free()) {
      state.pages().set(range.first(), range.pages(), PageKind.FREE, 0);
      oracle.pagesReleased(range.first(), range.pages());
    }
    this.current = bootShadow(boot, scheme);
    var handles = new HandleTable();
    this.cached = new CachedMemory(handles);
    this.allocators =
        new Allocators(
            machine,
            arch.layout().region(RegionKind.VMALLOC),
            new Allocators.Memory(
                boot.pageBlockOrder(),
                boot.memory().free(),
                boot.profile().zoneDma(),
                Allocators.Memory.ALL_FREE),
            boot.slabRules(),
            plan.vmapStack(),
            announcer,
            cached);
    cached.use(allocators);
    frames.use(allocators.pages);
    boot.age(allocators.pages);
    this.memTotalKb = boot.memory().freeKb();
    noteBreakdown(boot);
    this.standing = new StandingShadow(current, scheme.description());
    this.judge =
        new Judge(
            oracle,
            arch.layout(),
            machine.pageBytes(),
            standing,
            plan.instrumentation() != Instrumentation.NONE);
    this.code =
        new CompiledCode(
            machine, arch.layout(), plan.instrumentation(), instrumented(current), oracle, judge);
    this.frees = new Frees(allocators, core, oracle, judge, tags, standing);
    this.calls = new RunningCode(allocators, core, announcer, oracle, code, frees, tags, standing);
    this.requests =
        new Requests(
            allocators,
            handles,
            cached,
            code,
            core.tally(),
            arch.layout().region(RegionKind.IMAGE).start(),
            machine.imageBytes());
    this.scheduler = new Scheduler(machine.cpus(), plan.seed());
    core.program(new Programs());
  }

  /** Its allocators, for self-checks. */
  public Allocators allocators() {
    return allocators;
  }

  /** Its compiled code, for measurements. */
  public CompiledCode code() {
    return code;
  }

  private static KernelCore core(Booting boot, ArchModel arch, Wall wall) {
    var state = new KernelState(boot.machine(), arch, PageKind.RESERVED, boot.stackWindow(), false);
    return new KernelCore(state, new MachineFree(MachineFree.UNKNOWN), wall);
  }

  private Attachment bootShadow(Booting boot, SchemeChoice scheme) {
    try {
      Attachment attached = core().attach(scheme, frames, frameMemory, frames);
      announcer.tellPending();
      return attached;
    } catch (OutOfFramesException e) {
      throw new BadInputException(
          boot.plan().ramMib()
              + " MiB of RAM are too small for the shadow of '"
              + scheme.name()
              + "'",
          e);
    }
  }

  private Instrumented instrumented(Attachment attached) {
    return new Instrumented(
        attached.shadow(),
        attached.view().memoryOfCode(),
        standing.traits(),
        attached.view().checks());
  }

  private void noteBreakdown(Booting boot) {
    long ramKb = machine().ramPages() << (machine().pageShift() - 10);
    breakdown.put("firmware", (boot.plan().ramMib() << 10) - ramKb);
    for (Map.Entry<BootItem, Long> entry : boot.memory().breakdownKb().entrySet()) {
      breakdown.put(entry.getKey().label(), entry.getValue());
    }
    for (FrameUse use : FrameUse.values()) {
      long kb = current.footprint().kb(use);
      if (kb > 0) {
        String name = use.name().toLowerCase(Locale.ROOT).replace('_', '-');
        breakdown.put("shadow-" + name, kb);
      }
    }
  }

  /** What programs on this kernel have made true. */
  private final class Programs implements ProgramTruth {
    @Override
    public void forEachRedzone(RedzoneVisitor visitor) {
      code.forEachRedzone(visitor);
    }

    @Override
    public long tagged(long address) {
      return tags.tagged(address, allocators.slab, machine().pageBytes());
    }
  }

  @Override
  public Oracle oracle() {
    return oracle;
  }

  @Override
  public KernelCalls calls() {
    tracks.at(0, 0); // what code asks for, no event does
    return calls;
  }

  @Override
  public @Nullable SlabSlot slabSlot(long address) {
    return switch (allocators.slab.placeOf(address)) {
      case OBJECT, INSIDE_SLAB -> {
        SlabCache cache = allocators.slab.cache(allocators.slab.cacheAt(address));
        yield new SlabSlot(allocators.slab.slotAt(address), cache.name(), cache.objectBytes());
      }
      default -> null;
    };
  }

  @Override
  public @Nullable RequestTrack allocatedBy(long address) {
    return tracks.allocatedBy(address);
  }

  @Override
  public @Nullable RequestTrack freedBy(long address) {
    return tracks.freedBy(address, oracle.stateOf(address) == ByteState.LIVE);
  }

  @Override
  public AttachedShadow current() {
    return current;
  }

  @Override
  public AttachedShadow attach(SchemeChoice scheme) {
    throw new UnsupportedOperationException(
        "a kernel that pays for its shadow carries one at a time; swap it");
  }

  @Override
  public AttachedShadow swap(SchemeChoice scheme) {
    String refusal = code.refusal(scheme.description());
    if (refusal != null) {
      throw new BadInputException(refusal);
    }
    Attachment next = attachAfterReclaim(scheme);
    announcer.tellPending();
    Attachment old = current;
    current = next;
    standing.change(next, scheme.description());
    code.attach(instrumented(next));
    old.close();
    announcer.tellPending();
    return next;
  }

  /** Tries again after reclaim as long as that gets anything. */
  private Attachment attachAfterReclaim(SchemeChoice scheme) {
    for (int tries = 1; ; tries++) {
      try {
        return core().attach(scheme, frames, frameMemory, frames);
      } catch (OutOfFramesException e) {
        announcer.tellPending();
        if (tries == SWAP_TRIES || !reclaimSome()) {
          throw e;
        }
      }
    }
  }

  /** Gives up a part of what can be reclaimed. */
  private boolean reclaimSome() {
    long wanted = allocators.pageCache.pages() / 4 + 1;
    long before = allocators.pages.freePages();
    long freed = 1;
    while (freed > 0 && allocators.pages.freePages() - before < wanted) {
      freed = allocators.vmscan.reclaim(0, allocators.pages.zones().count() - 1, 0);
    }
    allocators.pages.drainCpuLists();
    return allocators.pages.freePages() > before;
  }

  @Override
  public void judge(@Nullable AccessJudge listener) {
    judge.listener(listener);
  }

  @Override
  public Verdicts verdicts() {
    return standing.tally().verdicts();
  }

  @Override
  public SortedMap<String, Long> breakdownKb() {
    return new TreeMap<>(breakdown);
  }

  @Override
  public long memTotalKb() {
    return memTotalKb;
  }

  @Override
  public long memFreeKb() {
    return allocators.pages.freePages() << (machine().pageShift() - 10);
  }

  @Override
  public SortedMap<String, Long> memInfoKb() {
    return new MemInfo(allocators).lines(memTotalKb);
  }

  @Override
  public List<CacheUse> caches() {
    return new MemInfo(allocators).caches();
  }

  @Override
  public boolean outOfMemory() {
    return allocators.vmscan.ranOutOfMemory();
  }

  @Override
  protected void use(EventSource source) {
    requests.use(source);
  }

  @Override
  protected int cpuOf(EventBatch batch, int row) {
    int cpu = batch.cpu[row];
    if (cpu < 0) {
      return scheduler.cpuOf(batch.pid[row]);
    }
    return cpu < machine().cpus() ? cpu : cpu % machine().cpus();
  }

  @Override
  protected void advance(long nanos, int cpu) {
    if (nanos > 0) {
      allocators.pages.settle();
    }
    super.advance(nanos, cpu);
    allocators.slab.endGracePeriods(nowNanos());
    announcer.tellPending();
    if (nowNanos() >= nextRefreshNanos) {
      nextRefreshNanos = nowNanos() + SECOND_NANOS;
      allocators.pages.refreshCpuLists();
    }
  }

  @Override
  protected void follow(EventBatch batch, int row, int cpu) {
    tracks.at(events(), batch.pid[row]);
    requests.apply(batch, row, cpu);
  }

  @Override
  public void finish() {
    allocators.pages.settle();
    super.finish();
    announcer.tellPending();
  }
}
