// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a result, sorted out: what was asked for, single values, and lists of rows by their
 * key. Maps inside maps are spread: {@code memory.peakKb}.
 *
 * @param asked settings and input
 * @param values what stands outside of lists
 * @param lists rows, a map of plain values each
 */
record Tree(
    Map<String, @Nullable Object> asked,
    Map<String, @Nullable Object> values,
    Map<String, List<Map<String, @Nullable Object>>> lists) {
  /** Keys of what a user asked for, or is about; their values are no figures. */
  private static final Set<String> ASKED =
      Set.of(
          "input",
          "settings",
          "profile",
          "file",
          "name",
          "kind",
          "arch",
          "addressLayout",
          "options",
          "cpus",
          "mode",
          "quick",
          "seed");

  /** Told apart from the rest, since it is of the laboratory. */
  private static final String VERSION = "version";

  /** The only column of rows that are no maps. */
  static final String TEXT = "text";

  static Tree of(Map<String, @Nullable Object> tree) {
    var sorted = new Tree(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    tree.forEach(
        (key, value) -> {
          if (ASKED.contains(key)) {
            spread(key, value, sorted.asked);
          } else if (value instanceof List<?> list) {
            sorted.lists.put(key, rows(list));
          } else if (!key.equals(VERSION)) {
            spread(key, value, sorted.values);
          }
        });
    return sorted;
  }

  private static List<Map<String, @Nullable Object>> rows(List<?> list) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Object each : list) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      spread(each instanceof Map ? "" : TEXT, each, row);
      rows.add(row);
    }
    return rows;
  }

  private static void spread(
      String path, @Nullable Object value, Map<String, @Nullable Object> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> spread(path.isEmpty() ? key.toString() : path + "." + key, inner, into));
    } else if (value instanceof List<?> list) {
      spread(path, list, into);
    } else {
      into.put(path, value);
    }
  }

  /** A list of words is one value; of a list of maps each has its number. */
  private static void spread(String path, List<?> list, Map<String, @Nullable Object> into) {
    if (list.stream().noneMatch(each -> each instanceof Map || each instanceof List)) {
      into.put(path, String.join(", ", list.stream().map(String::valueOf).toList()));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      spread(path + "." + (i + 1), list.get(i), into);
    }
  }
}
