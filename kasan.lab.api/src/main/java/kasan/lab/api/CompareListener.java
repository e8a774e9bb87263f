// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told, now and then, how a comparison stands. */
@ConsumerType
@FunctionalInterface
public interface CompareListener {
  /** Nobody listens. */
  CompareListener NONE = sample -> true;

  /** How much wall-clock time passes at least between two samples, in nanoseconds. */
  default long everyNanos() {
    return 1_000_000_000;
  }

  /**
   * Called by the comparison's thread, between two events; it goes on when this returns.
   *
   * @return false to end the comparison here, with the result of what was done so far
   */
  boolean at(CompareSample sample);
}
