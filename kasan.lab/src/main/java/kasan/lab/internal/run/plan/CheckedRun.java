// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.plan;

import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.workload.Workload;
import kasan.lab.api.RunPlan;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.internal.inventory.RecordedSource;
import org.jspecify.annotations.Nullable;

/**
 * A plan in which every name is resolved. It holds no scheme: those may come and go.
 *
 * @param plan as given
 * @param arch with its options chosen
 * @param archOptions the values chosen
 * @param rule which schemes can stand
 * @param kernelOptions of a replayed kernel
 * @param machine what the user set for the machine of a recording
 * @param workload the load; null where a recording is replayed
 * @param workloadOptions the values chosen
 * @param boot the kernel to boot; null where a recording is replayed
 */
public record CheckedRun(
    RunPlan plan,
    ArchModel arch,
    Options archOptions,
    LayoutRule rule,
    Options kernelOptions,
    Map<String, String> machine,
    @Nullable Workload workload,
    Options workloadOptions,
    @Nullable BootPlan boot) {
  /** Whether recorded requests are placed again, on a kernel with KASAN's layout. */
  public boolean relaid() {
    return boot == null && !rule.recorded();
  }

  /** Whether the machine that this runs on is followed. */
  public boolean live() {
    return plan.replays() && RecordedSource.of(plan.source()).live();
  }

  /** Whose the options of the workload are. */
  public String workloadOwner() {
    return workloadOwner(plan);
  }

  static String workloadOwner(RunPlan plan) {
    return plan.source().startsWith(RunCheck.PROFILE) ? "load" : plan.source();
  }

  /** What runs: name of the workload, or of the recording's folder or file. */
  public String program() {
    return plan.replays() ? RecordedSource.of(plan.source()).program() : plan.source();
  }
}
