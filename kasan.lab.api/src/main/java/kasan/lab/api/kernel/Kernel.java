// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One modelled machine. Plain, single-threaded, closed when done.
 *
 * <p>It may carry several shadows at once, each with page tables, TLBs and a bill of its own, so
 * that schemes can be compared on one replay, and one can be swapped for another.
 */
@ProviderType
public interface Kernel extends AutoCloseable {
  /** The machine. */
  Machine machine();

  /** Its architecture. */
  ArchModel arch();

  /** The exact truth. */
  Oracle oracle();

  /**
   * Attaches a scheme: builds its shadow from the truth as it is now.
   *
   * @param scheme with its options
   * @throws kasan.api.scheme.OutOfFramesException when the kernel has no frames left for it;
   *     nothing is attached then
   * @throws ForeignFailure when the scheme fails otherwise; nothing is attached then
   */
  AttachedShadow attach(SchemeChoice scheme);

  /**
   * Applies rows {@code from} (inclusive) to {@code to} (exclusive) of a batch.
   *
   * @param source where the batch comes from, to look names up
   */
  void apply(EventBatch batch, int from, int to, EventSource source);

  /** Lets deferred work that is due at the end of the run, and only that, run. */
  void finish();

  /**
   * What was counted on the way. A row of {@link #apply} is counted before it is applied, so that
   * whoever goes on behind a call that never returned knows which row that was. A row that tells of
   * lost events is no event.
   */
  KernelCounts counts();

  /**
   * How well the placement agrees with what the recorded machine said in the end.
   *
   * @return null where nothing is recorded to compare with
   */
  default @Nullable Fidelity fidelity() {
    return null;
  }

  /**
   * What KASAN's layout of memory costs besides shadow.
   *
   * @return null where objects are laid out as they were recorded
   */
  default @Nullable LayoutBill layoutBill() {
    return null;
  }

  /**
   * What slabs take of memory. The first call looks through all of it, and has each page counted
   * from then on that becomes slab or ceases to be.
   *
   * @return null where nobody counts
   */
  default @Nullable SlabUse slabUse() {
    return null;
  }

  /**
   * Blocks by the number of slab pages in them, now: at index n those with n of them. Looks through
   * all of memory, and costs nothing otherwise. Blocks are those of {@link SlabUse}.
   *
   * @return one more number than a block has pages, the first one 0, since a block without slab is
   *     none that anybody counts; empty where nobody can tell
   */
  default long[] slabBlocksByPages() {
    return new long[0];
  }

  /** Time of the last event, in nanoseconds of the source's clock. */
  long nowNanos();

  /**
   * Takes the view away from the shadow that was attached last, or is being attached now: each call
   * it makes from then on ends with a {@link kasan.api.scheme.ViewRevokedException}. Any thread may
   * call this, for a scheme that does not come back. Its frames go back when it is closed; those of
   * an attachment that never returned, when the next shadow is attached.
   */
  void revoke(String why);

  /** Retires all shadows. */
  @Override
  void close();
}
