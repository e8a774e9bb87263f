// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.List;
import java.util.function.LongSupplier;
import kasan.api.memory.Machine;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.run.RunSample;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Swap;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.listen.Listeners;
import kasan.lab.internal.run.listen.Rate;
import kasan.lab.internal.run.look.ShadowLook;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/** Says how a run goes: to whoever asks for its status, and to those who listen. */
final class Publisher {
  private final String name;
  private final CheckedRun run;
  private final Mode mode;
  private final SchemeSlot slot;
  private final FindingLog findings;
  private final Listeners listeners;
  private final LongSupplier clock;
  private final Rate rate = new Rate();
  private long began = -1;
  private volatile RunStatus status;

  Publisher(
      String name,
      CheckedRun run,
      Mode mode,
      SchemeSlot slot,
      FindingLog findings,
      Listeners listeners,
      LongSupplier clock) {
    this.name = name;
    this.run = run;
    this.mode = mode;
    this.slot = slot;
    this.findings = findings;
    this.listeners = listeners;
    this.clock = clock;
    this.status = RunStatus.starting(name, run.program(), run.plan().scheme());
  }

  /** How far the run was at its last safepoint; any thread may ask. */
  RunStatus status() {
    return status;
  }

  /** The run is at a safepoint. */
  RunStatus publish() {
    RunStatus before = status;
    RunStatus now = now();
    status = now;
    if (began < 0) {
      began = clock.getAsLong();
    }
    if (now.state() == RunState.RUNNING && before.state() != RunState.RUNNING) {
      rate.begin(clock.getAsLong(), now.operation());
    }
    listeners.pass(now, this::sample);
    return now;
  }

  /** The run is about to stand still, or to end. */
  void settle() {
    listeners.settle(status, this::sample);
  }

  /** The run is over. */
  void over(long done, @Nullable String failure) {
    RunStatus last = status.over(done, failure);
    status = last;
    listeners.ended(last);
  }

  /** Real time since the first safepoint; 0 before it. */
  long elapsedNanos() {
    return began < 0 ? 0 : clock.getAsLong() - began;
  }

  private RunStatus now() {
    long made = slot.swaps().stream().filter(Swap::made).count();
    var incidents = slot.incidents();
    return new RunStatus(
        name,
        run.program(),
        mode.state(),
        slot.operationNow(),
        mode.operations < 0 ? null : mode.operations,
        mode.share(),
        slot.standingName(),
        slot.nowKb(),
        mode.waitsFor.isEmpty() ? null : mode.waitsFor,
        findings.count(),
        made,
        slot.swaps().size() - made,
        incidents.isEmpty() ? null : incidents.get(incidents.size() - 1).text());
  }

  private RunSample sample() {
    RunStatus now = status;
    long nanos = clock.getAsLong();
    Kernel kernel = slot.kernel();
    AttachedShadow shadow = slot.runKernel().standing();
    boolean runs = now.state() == RunState.RUNNING;
    List<Long> stale = ShadowLook.staleByCpu(shadow, kernel.machine().cpus());
    return new RunSample(
        now,
        nanos - began,
        kernel.nowNanos(),
        runs ? rate.at(nanos, now.operation()) : 0,
        shadow.footprint(),
        shadow.work(),
        kernel.slabUse(),
        freePages(kernel.machine()),
        kernel.counts(),
        stale.stream().mapToLong(Long::longValue).sum(),
        stale,
        shadow.brokenEntries(),
        0);
  }

  private @Nullable Long freePages(Machine machine) {
    Long freeKb = slot.runKernel().memFreeKb();
    return freeKb == null ? null : freeKb >> machine.pageShift() - 10;
  }
}
