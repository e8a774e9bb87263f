// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine of a result in one line, as people read it. */
public final class MachineLine {
  private MachineLine() {}

  /** CPUs, memory, architecture: {@code 2 CPUs, RAM 1,024 kB, MemTotal 900 kB; x86 4-level}. */
  public static String of(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> input = Trees.map(tree, "input");
    Map<String, @Nullable Object> settings = Trees.map(tree, "settings");
    return input.get("cpus")
        + " CPUs, RAM "
        + Trees.words(input.get("ramKb"))
        + " kB, MemTotal "
        + Trees.words(input.get("memTotalKb"))
        + " kB; "
        + settings.get("arch")
        + " "
        + settings.get("addressLayout");
  }
}
