// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * What users set with {@code --set [NAME.]OPTION=VALUE}: options by the name of their owner; those
 * of the kernel itself have the empty name.
 *
 * @param byOwner option values by owner and option
 */
public record Settings(Map<String, Map<String, String>> byOwner) {
  /** Nothing set. */
  public static final Settings NONE = new Settings(Map.of());

  /** Copies the maps. */
  public Settings {
    var copy = new TreeMap<String, Map<String, String>>();
    byOwner.forEach((owner, options) -> copy.put(owner, Map.copyOf(new TreeMap<>(options))));
    byOwner = java.util.Collections.unmodifiableMap(copy);
  }

  /** The same with one option set, or set anew. */
  public Settings with(String owner, String option, String value) {
    var all = new TreeMap<>(byOwner);
    var options = new TreeMap<>(of(owner));
    options.put(option, value);
    all.put(owner, options);
    return new Settings(all);
  }

  /** What is set for one owner. */
  public Map<String, String> of(String owner) {
    return byOwner.getOrDefault(owner, Map.of());
  }
}
