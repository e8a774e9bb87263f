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

  /**
   * Told, before {@link #at}, which part is done where nobody knows how many there will be.
   *
   * @param part from 0 to 1; negative where nobody knows that, either
   */
  default void share(double part) {}
}
