// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import org.jspecify.annotations.Nullable;

/**
 * A scheme that takes part where several are held beside each other, on a kernel compiled in one
 * way.
 *
 * @param scheme with its options
 * @param instrumentation how its kernel is compiled; {@link Instrumentation#NONE} where a recorded
 *     kernel is followed, which nobody compiles
 * @param excluded why it cannot take part; null when it can
 */
public record Entrant(
    SchemeChoice scheme, Instrumentation instrumentation, @Nullable String excluded) {

  /** Name of the scheme. */
  public String name() {
    return scheme.name();
  }

  /** What the registration of the scheme says. */
  public SchemeDescription description() {
    return scheme.description();
  }
}
