// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All that a shadow may touch of the kernel it is attached to.
 *
 * <p>The view counts every frame, table page, shadow load and store, map, unmap and flush as it
 * passes; the bill of a scheme is what its view has counted. It can be revoked at any time by the
 * harness (hot swap, a bundle that went, a scheme that hangs); from then on every method throws
 * {@link ViewRevokedException}. One thread at a time.
 */
@ProviderType
public interface KernelView {
  /** The machine that the kernel runs on. */
  Machine machine();

  /** The architecture of the machine. */
  ArchModel arch();

  /** What is true now; to build from. */
  KernelTruth truth();

  /** Page tables and TLBs of the shadow. */
  ShadowSpace space();

  /** The bytes of the shadow, through page tables and TLBs. */
  ShadowMemory memory();

  /** Time of the event being told, in nanoseconds of the kernel's clock. */
  long nowNanos();

  /**
   * Runs {@code work} later, from a worker: before the first event at least {@code delayNanos} from
   * now. Work runs in the order of its due times, then of its queueing.
   */
  void defer(long delayNanos, DeferredWork work);

  /**
   * Takes a free, aligned block out of the page allocator, so that nobody can allocate from it
   * until {@link #returnBlock}.
   *
   * @return false when this kernel cannot hold blocks back (a recorded one: its allocations have
   *     already happened) or some page of the block is not free; then watch for allocations instead
   */
  boolean holdBlock(long pfn, int order);

  /** Gives a held block back to the page allocator. */
  void returnBlock(long pfn, int order);

  /** Counts something that only the scheme can see; shown, never ranked. */
  void note(SchemeNote note);
}
