// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.List;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.kernel.Work;
import org.jspecify.annotations.Nullable;

/**
 * What a run looked like at one safepoint; enough for a live picture of it.
 *
 * @param status how far it was
 * @param elapsedNanos real time since the first sample of the run
 * @param kernelNanos time of the last event, by the clock of its source
 * @param operationsPerSecond done in real time, over the last second or so; 0 while none are done
 * @param shadow frames of the shadow that stands: static, tables, on demand, ...
 * @param work of the shadow that stands, since it was built: maps, unmaps, flushes, ...
 * @param slab pages of slab; null where nobody counts
 * @param freePages free pages; null where the kernel has none of its own
 * @param counts of the kernel
 * @param staleEntries translations that a TLB holds and the page tables do not, now
 * @param staleByCpu the same for each CPU, from CPU 0 on
 * @param brokenEntries live entries that had to be broken before they were changed, so far
 * @param skipped notices that this listener has missed since its last sample: its queue was full,
 *     or it threw
 */
public record RunSample(
    RunStatus status,
    long elapsedNanos,
    long kernelNanos,
    long operationsPerSecond,
    Footprint shadow,
    Work work,
    @Nullable SlabUse slab,
    @Nullable Long freePages,
    KernelCounts counts,
    long staleEntries,
    List<Long> staleByCpu,
    long brokenEntries,
    long skipped) {
  /** Copies the list. */
  public RunSample {
    staleByCpu = List.copyOf(staleByCpu);
  }

  /** The same for a listener that has missed so many notices. */
  public RunSample withSkipped(long missed) {
    return new RunSample(
        status,
        elapsedNanos,
        kernelNanos,
        operationsPerSecond,
        shadow,
        work,
        slab,
        freePages,
        counts,
        staleEntries,
        staleByCpu,
        brokenEntries,
        missed);
  }
}
