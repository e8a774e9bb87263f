// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import kasan.kernel.internal.oracle.MemoryOracle;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.view.BlockHolder;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Fidelity;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.kernel.SchemeTraits;
import kasan.lab.api.kernel.SlabUse;
import org.jspecify.annotations.Nullable;

/**
 * A kernel whose placement is that of a recording: pages and addresses are where the real machine
 * had them.
 *
 * <p>Each shadow takes its frames from a side pool of its own above the last recorded page frame
 * and above the window of estimated stacks; they are charged to MemTotal all the same. Blocks
 * cannot be held back: what was allocated was allocated.
 */
public final class ReplayKernel implements Kernel {
  private static final long LEAST_WINDOW_STACKS = 1024;
  private static final int WINDOW_GROWTH = 4;

  private final Machine machine;
  private final ArchModel arch;
  private final KernelCore core;
  private final Follower follower;
  private final FidelityMeter fidelity;
  private final Oracle oracle;
  private final long firstShadowFrame;
  private final @Nullable Long slabPagesAtStart;
  private final @Nullable Long slabBlocksAtStart;
  private long events;

  /**
   * @param unknownIsFree whether pages that nothing is known of count as free
   * @throws BadInputException when recording and architecture do not fit each other
   */
  public ReplayKernel(Recording recording, ArchModel arch, boolean unknownIsFree) {
    Machine recorded = recording.machine();
    MachineState before = recording.before();
    checkPageSize(recorded, arch);
    var relocation = new Relocation(recorded, arch);
    this.machine = at(recorded, relocation.directMapBase());
    this.arch = arch;
    PfnRange window = window(machine, StartAreas.stacks(before, machine.taskStackBytes()));
    this.firstShadowFrame = window.end();
    var state = new KernelState(machine, arch, PageKind.UNKNOWN, window, unknownIsFree);
    PageFlags flags = before == null ? null : before.pageFlags();
    if (flags != null) {
      StartState.fill(state, flags);
    }
    StartState.Slabs slabs =
        flags == null ? null : StartState.slabs(flags, AddressLayout.GENERIC_SCALE_SHIFT);
    this.slabPagesAtStart = slabs == null ? null : slabs.pages();
    this.slabBlocksAtStart = slabs == null ? null : slabs.blocks();
    this.core = new KernelCore(state, free(before, machine));
    var areas = new StartAreas(state, core.virtual(), relocation);
    if (before != null) {
      areas.fill(before);
    }
    var caches = new RecordedCaches(state.caches(), before == null ? List.of() : before.slabs());
    this.fidelity = new FidelityMeter(state.pages(), before, recording.after());
    this.follower = new Follower(core, caches, relocation, areas);
    this.oracle = new MemoryOracle(state, false);
  }

  private static void checkPageSize(Machine recorded, ArchModel arch) {
    if (arch.geometry().pageShift() != recorded.pageShift()) {
      throw new BadInputException(
          recorded.name()
              + " was recorded with pages of "
              + recorded.pageBytes()
              + " bytes; "
              + arch.name()
              + " is set to pages of "
              + (1L << arch.geometry().pageShift()));
    }
  }

  private static Machine at(Machine recorded, long directMapBase) {
    return new Machine(
        recorded.name(),
        recorded.cpus(),
        recorded.pageShift(),
        recorded.ram(),
        recorded.frames(),
        recorded.memTotalKb(),
        directMapBase,
        recorded.imageBytes(),
        recorded.perCpuStackBytes(),
        recorded.taskStackBytes());
  }

  /**
   * Room above the last page frame for several times the stacks of the start, aligned so that no
   * block of shadow holds both stacks and recorded pages.
   */
  private static PfnRange window(Machine machine, long stacks) {
    int order = VirtualMemory.stackOrder(machine);
    long align = 1L << (order + AddressLayout.GENERIC_SCALE_SHIFT);
    long first = (machine.frames() + align - 1) & -align;
    long slots = Math.max(LEAST_WINDOW_STACKS, Long.highestOneBit(WINDOW_GROWTH * stacks | 1) << 1);
    return new PfnRange(first, first + (slots << order));
  }

  private static MachineFree free(@Nullable MachineState before, Machine machine) {
    Map<String, Long> meminfo = before == null ? Map.of() : before.meminfoKb();
    Long kb = meminfo.get("MemFree");
    return new MachineFree(kb == null ? MachineFree.UNKNOWN : kb >> (machine.pageShift() - 10));
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public ArchModel arch() {
    return arch;
  }

  @Override
  public Oracle oracle() {
    return oracle;
  }

  @Override
  public AttachedShadow attach(SchemeTraits traits, ShadowScheme scheme, Options options) {
    return core.attach(
        traits,
        scheme,
        options,
        new SidePool(firstShadowFrame, Long.MAX_VALUE),
        new FrameMemory(firstShadowFrame, machine.pageShift()),
        BlockHolder.NONE);
  }

  @Override
  public void apply(EventBatch batch, int from, int to, EventSource source) {
    follower.use(source);
    for (int row = from; row < to; row++) {
      events++; // before the event, so that one that never ends has been counted
      core.step(batch.nanos[row], known(batch.cpu[row]));
      if (fidelity.timing()) {
        fidelity.at(core.nowNanos());
      }
      switch (batch.kind[row]) {
        case MARK -> mark(batch, row, source);
        case LOST -> events--; // no event, but a count that the source keeps
        default -> follower.follow(batch, row, known(batch.cpu[row]));
      }
    }
  }

  private int known(int cpu) {
    return cpu < machine.cpus() ? cpu : cpu % machine.cpus();
  }

  private void mark(EventBatch batch, int row, EventSource source) {
    if (batch.name[row] != EventBatch.NO_NAME) {
      fidelity.mark(source.name(batch.name[row]), core.nowNanos());
    }
  }

  @Override
  public void finish() {
    core.shadows().runDue();
  }

  @Override
  public KernelCounts counts() {
    return core.counts(events, slabPagesAtStart, slabBlocksAtStart);
  }

  @Override
  public @Nullable Fidelity fidelity() {
    return fidelity.measure();
  }

  @Override
  public SlabUse slabUse() {
    return core.state().slabUse();
  }

  @Override
  public long nowNanos() {
    return core.nowNanos();
  }

  @Override
  public void revoke(String why) {
    core.revokeNewest(why);
  }

  @Override
  public void close() {
    core.shadows().closeAll();
  }
}
