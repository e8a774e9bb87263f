// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens in a run. One thread at a time calls it, a thread of its own: the run never
 * waits for a listener. A listener that is too slow, or throws, misses notices; the next sample
 * tells how many.
 *
 * <p>Swaps and findings come in their order, from the beginning of the run on, however late one
 * begins to listen. A sample may be ahead of them: of samples that wait only the newest is kept.
 */
@ConsumerType
public interface RunListener {
  /** A swap was made, or was not. */
  default void swapped(Swap swap) {}

  /** Something was reported. Of the first 1,000 reports of a run each is told; then only counts. */
  default void found(RunFinding finding) {}

  /** How things are now: at the pace that was asked for, and whenever the state has changed. */
  default void sampled(RunSample sample) {}

  /** The run is over. The last call. */
  default void ended(RunStatus status) {}
}
