// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.Map;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;

/**
 * A scheme with what its registration says of it.
 *
 * @param description what it says
 * @param service makes its shadows
 */
public record SchemeEntry(SchemeDescription description, ShadowScheme service) {
  /** Its name. */
  public String name() {
    return description.name();
  }

  /** The scheme with options as a user gave them. */
  SchemeChoice choice(Map<String, String> given) {
    return SchemeCalls.choice(description, service, given);
  }

  /** What a wall calls it. */
  public String who() {
    return SchemeCalls.who(name());
  }
}
