// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.run.RunState;
import kasan.lab.internal.bill.Timeline;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What a result of a run is made of.
 *
 * @param name of the run
 * @param version of the laboratory
 * @param run what was planned
 * @param slot with the kernel, and the schemes that stood
 * @param findings what was reported
 * @param timeline samples so far
 * @param source of the events
 * @param done operations
 * @param operations in all; -1 when nobody has counted
 * @param before what the kernel counted before the first event
 * @param slabBefore what slabs took then; null where nobody counts
 * @param state what the run is doing
 * @param nondeterministic whether the next run may end otherwise
 */
public record RunFacts(
    String name,
    String version,
    CheckedRun run,
    SchemeSlot slot,
    FindingLog findings,
    Timeline timeline,
    EventSource source,
    long done,
    long operations,
    KernelCounts before,
    @Nullable SlabUse slabBefore,
    RunState state,
    boolean nondeterministic) {}
