// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Values of options that are configured in one place, for every plan.
 *
 * @param origin the place, as results name it: {@code environment}
 * @param byOwner values by owner and option; those of the kernel have the empty name
 */
public record OptionLayer(String origin, Map<String, Map<String, String>> byOwner) {
  /** Copies the maps. */
  public OptionLayer {
    var copy = new TreeMap<String, Map<String, String>>();
    byOwner.forEach((owner, options) -> copy.put(owner, Map.copyOf(options)));
    byOwner = Collections.unmodifiableMap(copy);
  }

  /**
   * A layer of values as they are written.
   *
   * @param values by {@code [NAME.]OPTION}
   * @throws BadInputException for a key of another shape
   */
  public static OptionLayer of(String origin, Map<String, String> values) {
    var byOwner = new TreeMap<String, Map<String, String>>();
    values.forEach(
        (key, value) -> {
          int dot = key.lastIndexOf('.');
          if (dot == 0 || dot == key.length() - 1) {
            throw new BadInputException(
                origin + ": expected [NAME.]OPTION, such as page.recheck, not '" + key + "'");
          }
          byOwner
              .computeIfAbsent(dot < 0 ? "" : key.substring(0, dot), owner -> new TreeMap<>())
              .put(key.substring(dot + 1), value);
        });
    return new OptionLayer(origin, byOwner);
  }

  /** The value of an option, or null. */
  public @Nullable String get(String owner, String option) {
    return byOwner.getOrDefault(owner, Map.of()).get(option);
  }
}
