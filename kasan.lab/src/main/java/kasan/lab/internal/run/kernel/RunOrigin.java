// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import java.util.EnumSet;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.api.workload.Workload;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.inventory.RecordedSource;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.RunTools;

/** Where a run's kernel and events come from: a boot and a workload, or a recording. */
public final class RunOrigin {
  private static final Set<EventField> WANTED =
      EnumSet.of(
          EventField.CACHE_NAME,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC,
          EventField.ACCESSES,
          EventField.GFP,
          EventField.PID);

  private final RunTools tools;
  private final CheckedRun run;
  private final Wall wall;

  /** An origin of what a checked plan names. */
  public RunOrigin(RunTools tools, CheckedRun run, Wall wall) {
    this.wall = wall;
    this.tools = tools;
    this.run = run;
  }

  /** A kernel that stands on its first scheme: booted, or as the recording had it. */
  public RunKernel boot(SchemeChoice first) {
    BootPlan boot = run.boot();
    if (boot != null) {
      return new PlacingRunKernel(tools.inventory().someBoot().boot(boot, run.arch(), first, wall));
    }
    Recording recording =
        RecordedSource.of(run.plan().source())
            .open(tools.inventory().someRecordings(), run.plan().follow(), run.machine());
    KernelFactory kernels = tools.inventory().someKernels();
    Kernel kernel =
        run.relaid()
            ? kernels.relaid(recording, run.arch(), run.kernelOptions(), wall)
            : kernels.replay(recording, run.arch(), run.kernelOptions(), wall);
    return new RecordedRunKernel(recording, kernel, first);
  }

  /** The events of the run from the first on, as often as wanted. */
  public EventSource events(RunKernel runKernel) {
    Workload workload = run.workload();
    if (workload != null) {
      return workload.open(runKernel.kernel().machine(), run.workloadOptions(), run.plan().seed());
    }
    Recording recording = ((RecordedRunKernel) runKernel).recording();
    Set<EventField> wanted = EnumSet.copyOf(WANTED);
    wanted.retainAll(recording.provides());
    return recording.open(wanted);
  }
}
