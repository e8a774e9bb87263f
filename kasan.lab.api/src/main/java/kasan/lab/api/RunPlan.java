// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run: one kernel, one shadow at a time, one stream of events.
 *
 * @param workload name of a workload, or {@code load:} and the path of a load profile; empty where
 *     a recording is replayed
 * @param recording folder, archive or trace file; null where a workload runs
 * @param scheme name of the scheme to begin with
 * @param ramMib RAM of the machine that a workload runs on; 0 for what is usual, or for what was
 *     recorded
 * @param cpus CPUs of that machine; 0 likewise
 * @param seed of everything that is left to chance
 * @param layout how objects are laid out: {@code plain} without what KASAN adds, {@code kasan} as
 *     the first scheme needs them, {@code widest} so that schemes of several layout classes can
 *     stand, a layout class by its name, or {@code recorded}; empty for what is usual
 * @param arch name of the architecture; empty for the first
 * @param instrumentation {@code outline}, {@code inline}, {@code hardware}, {@code none}; empty for
 *     what suits the first scheme
 * @param profile name or file of a boot profile; empty for the first
 * @param swaps to be made by themselves
 * @param hangSeconds how long code of a scheme may take for one call
 * @param timing whether the result tells wall-clock times, which differ from run to run
 * @param settings options that users set
 */
public record RunPlan(
    String workload,
    @Nullable Path recording,
    String scheme,
    long ramMib,
    int cpus,
    long seed,
    String layout,
    String arch,
    String instrumentation,
    String profile,
    List<PlannedSwap> swaps,
    int hangSeconds,
    boolean timing,
    Settings settings) {
  /** Copies the list. */
  public RunPlan {
    swaps = List.copyOf(swaps);
  }
}
