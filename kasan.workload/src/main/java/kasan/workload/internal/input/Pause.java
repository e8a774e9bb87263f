// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

/** Lets time pass between two looks at a file that is being written. */
@FunctionalInterface
public interface Pause {
  /** As long as a user does not notice, and the machine neither. */
  int MILLIS = 100;

  /** A tenth of a second. */
  Pause USUAL = () -> Thread.sleep(MILLIS);

  /** Returns when it is time to look again. */
  void pass() throws InterruptedException;
}
