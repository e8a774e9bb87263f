// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import org.jspecify.annotations.Nullable;

/** Swaps the scheme of the kernel that a program runs on. */
@FunctionalInterface
public interface Swapper {
  /**
   * Swaps.
   *
   * @param scheme its name; empty for a new shadow of the scheme under test
   * @return why the kernel cannot go on with that scheme, and goes on as it was; null when it does
   * @throws kasan.api.scheme.OutOfFramesException when memory does not suffice
   * @throws kasan.api.BadInputException when there is no such scheme
   */
  @Nullable String swap(String scheme);
}
