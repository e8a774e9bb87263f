// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names in properties that hold one or several. */
final class Names {
  private Names() {}

  /** All names in a value. */
  static List<String> all(@Nullable Object value) {
    if (value instanceof String[] several) {
      return List.of(several);
    }
    // Several values in a component's XML stand on lines of their own.
    return value == null ? List.of() : List.of(value.toString().strip().split("\\s*\\R\\s*"));
  }

  /** Whether a value holds a name. */
  static boolean has(@Nullable Object value, String name) {
    return all(value).contains(name);
  }
}
