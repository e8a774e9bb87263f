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
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.oracle.MemoryOracle;
import kasan.kernel.internal.truth.KernelState;
import kasan.lab.api.kernel.Fidelity;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * A kernel whose placement is that of a recording: pages and addresses are where the real machine
 * had them.
 */
public final class ReplayKernel extends RecordedKernel {
  private final int cpus;
  private final Follower follower;
  private final FidelityMeter fidelity;
  private final Oracle oracle;
  private final @Nullable Long slabPagesAtStart;
  private final @Nullable Long slabBlocksAtStart;
  private @Nullable EventSource source;

  /**
   * @param unknownIsFree whether pages that nothing is known of count as free
   * @param wall through which code of schemes is called
   * @throws BadInputException when recording and architecture do not fit each other
   */
  public ReplayKernel(Recording recording, ArchModel arch, boolean unknownIsFree, Wall wall) {
    this(recording, arch, unknownIsFree, relocation(recording.machine(), arch), wall);
  }

  private ReplayKernel(
      Recording recording,
      ArchModel arch,
      boolean unknownIsFree,
      Relocation relocation,
      Wall wall) {
    super(core(recording, arch, unknownIsFree, relocation, wall));
    MachineState before = recording.before();
    KernelState state = core().state();
    this.cpus = machine().cpus();
    PageFlags flags = before == null ? null : before.pageFlags();
    StartState.Slabs slabs =
        flags == null ? null : StartState.slabs(flags, AddressLayout.GENERIC_SCALE_SHIFT);
    this.slabPagesAtStart = slabs == null ? null : slabs.pages();
    this.slabBlocksAtStart = slabs == null ? null : slabs.blocks();
    var areas = new StartAreas(state, core().virtual(), relocation);
    if (before != null) {
      areas.fill(before);
    }
    var caches = new RecordedCaches(state.caches(), before == null ? List.of() : before.slabs());
    this.fidelity = new FidelityMeter(state.pages(), before, recording.after());
    this.follower = new Follower(core(), caches, relocation, areas);
    this.oracle = new MemoryOracle(state, false);
  }

  private static Relocation relocation(Machine recorded, ArchModel arch) {
    checkPageSize(recorded, arch);
    return new Relocation(recorded, arch);
  }

  private static KernelCore core(
      Recording recording,
      ArchModel arch,
      boolean unknownIsFree,
      Relocation relocation,
      Wall wall) {
    MachineState before = recording.before();
    Machine machine = at(recording.machine(), relocation.directMapBase(), 1);
    PfnRange window = window(machine, StartAreas.stacks(before, machine.taskStackBytes()));
    var state = new KernelState(machine, arch, PageKind.UNKNOWN, window, unknownIsFree);
    PageFlags flags = before == null ? null : before.pageFlags();
    if (flags != null) {
      StartState.fill(state, flags);
    }
    return new KernelCore(state, free(before, machine), wall);
  }

  private static MachineFree free(@Nullable MachineState before, Machine machine) {
    Map<String, Long> meminfo = before == null ? Map.of() : before.meminfoKb();
    Long kb = meminfo.get("MemFree");
    return new MachineFree(kb == null ? MachineFree.UNKNOWN : kb >> (machine.pageShift() - 10));
  }

  @Override
  public Oracle oracle() {
    return oracle;
  }

  @Override
  protected void use(EventSource now) {
    source = now;
    follower.use(now);
  }

  @Override
  protected int cpuOf(EventBatch batch, int row) {
    int cpu = batch.cpu[row];
    return cpu < cpus ? cpu : cpu % cpus;
  }

  @Override
  protected void follow(EventBatch batch, int row, int cpu) {
    if (fidelity.timing()) {
      fidelity.at(nowNanos());
    }
    if (batch.kind[row] == EventKind.MARK) {
      mark(batch, row);
    } else {
      follower.follow(batch, row, cpu);
    }
  }

  private void mark(EventBatch batch, int row) {
    if (batch.name[row] != EventBatch.NO_NAME && source != null) {
      fidelity.mark(source.name(batch.name[row]), nowNanos());
    }
  }

  @Override
  protected @Nullable Long slabPagesAtStart() {
    return slabPagesAtStart;
  }

  @Override
  protected @Nullable Long slabBlocksAtStart() {
    return slabBlocksAtStart;
  }

  @Override
  public @Nullable Fidelity fidelity() {
    return fidelity.measure();
  }
}
