// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the names of schemes, architectures, workloads, readers and reporters are spelt, so that each
 * can be typed on a command line, given options and be put into lists.
 */
public final class ExtensionName {
  private static final Pattern LAWFUL = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private ExtensionName() {}

  /**
   * What is wrong with a name, in one line that can follow it.
   *
   * @return null when nothing is
   */
  public static @Nullable String problemOf(String name) {
    if (name.isEmpty()) {
      return "there is none";
    }
    return LAWFUL.matcher(name).matches()
        ? null
        : "expected lower-case letters, digits and hyphens";
  }
}
