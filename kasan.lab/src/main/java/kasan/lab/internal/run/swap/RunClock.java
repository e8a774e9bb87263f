// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

/** Where a run is. */
@FunctionalInterface
public interface RunClock {
  /** Operations done so far, the one under way included. */
  long operation();

  /** The kernel's time since the first event; 0 before it. */
  default long kernelNanos() {
    return 0;
  }

  /** Real time since the run began. */
  default long elapsedNanos() {
    return 0;
  }

  /** The process that asked for the operation under way; 0 where nobody tells. */
  default int pid() {
    return 0;
  }
}
