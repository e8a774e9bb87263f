// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.truth.KernelState;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import org.jspecify.annotations.Nullable;

/**
 * What every kernel does alike: takes the rows of a batch one after the other, counts them, and
 * retires its shadows in the end. What a row means is said by those that extend it.
 *
 * <p>A row is counted before it is applied, so that one that never ends, because code of a scheme
 * hangs in it, has been counted: whoever goes on does so behind it.
 */
public abstract class AbstractKernel implements Kernel {
  private final KernelCore core;
  private final KernelState state;
  private long events;

  /** A kernel whose truth and shadows are those of {@code core}. */
  protected AbstractKernel(KernelCore core) {
    this.core = core;
    this.state = core.state();
  }

  /** Truth and shadows. */
  public final KernelCore core() {
    return core;
  }

  /** The rows that come next are of this source; names are numbered anew by each. */
  protected abstract void use(EventSource source);

  /** On which of the machine's CPUs the event of a row happens. */
  protected abstract int cpuOf(EventBatch batch, int row);

  /** Time has come to the event of a row. */
  protected void advance(long nanos, int cpu) {
    core.step(nanos, cpu);
  }

  /** Does what the event of a row says; marks and losses are among them. */
  protected abstract void follow(EventBatch batch, int row, int cpu);

  @Override
  public final void apply(EventBatch batch, int from, int to, EventSource source) {
    use(source);
    for (int row = from; row < to; row++) {
      if (batch.kind[row] != EventKind.LOST) {
        events++; // a loss is no event, but a count that the source keeps
      }
      int cpu = cpuOf(batch, row);
      advance(batch.nanos[row], cpu);
      follow(batch, row, cpu);
    }
  }

  /** Events so far, the one under way included. */
  protected final long events() {
    return events;
  }

  @Override
  public final Machine machine() {
    return state.machine();
  }

  @Override
  public final ArchModel arch() {
    return state.arch();
  }

  @Override
  public void finish() {
    core.shadows().runDue();
  }

  @Override
  public final KernelCounts counts() {
    return core.counts(events, slabPagesAtStart(), slabBlocksAtStart());
  }

  /** Pages in slabs before the first event; null when not known. */
  protected @Nullable Long slabPagesAtStart() {
    return null;
  }

  /** Blocks with such pages; null when not known. */
  protected @Nullable Long slabBlocksAtStart() {
    return null;
  }

  @Override
  public final SlabUse slabUse() {
    return state.slabUse();
  }

  @Override
  public final long[] slabBlocksByPages() {
    return state.slabBlocksByPages();
  }

  @Override
  public final long nowNanos() {
    return core.nowNanos();
  }

  @Override
  public final void revoke(String why) {
    core.revokeNewest(why);
  }

  @Override
  public final void close() {
    core.shadows().closeAll();
  }
}
