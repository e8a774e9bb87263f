// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;

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

  /**
   * @param words such as {@code page.recheck=off} or {@code unknown=free}
   * @throws BadInputException for a word of another shape, or an option set twice
   */
  public static Settings parse(List<String> words) {
    var byOwner = new TreeMap<String, Map<String, String>>();
    for (String word : words) {
      int equals = word.indexOf('=');
      int dot = word.lastIndexOf('.', equals < 0 ? word.length() : equals);
      if (equals < 1 || dot == 0 || dot + 1 == equals) {
        throw new BadInputException(
            "--set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not '" + word + "'");
      }
      String owner = dot < 0 ? "" : word.substring(0, dot);
      String option = word.substring(dot + 1, equals);
      String value = word.substring(equals + 1);
      if (byOwner.computeIfAbsent(owner, o -> new TreeMap<>()).put(option, value) != null) {
        throw new BadInputException("--set " + word + ": set twice");
      }
    }
    return new Settings(byOwner);
  }

  /** What is set for one owner. */
  public Map<String, String> of(String owner) {
    return byOwner.getOrDefault(owner, Map.of());
  }
}
