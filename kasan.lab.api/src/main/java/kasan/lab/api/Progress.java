// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told how far long work has got, at times that the work chooses. */
@ConsumerType
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress NONE = events -> {};

  /**
   * @param events applied so far
   */
  void at(long events);

  /**
   * Told when it becomes known how many there will be.
   *
   * @param events all of them
   */
  default void of(long events) {}
}
