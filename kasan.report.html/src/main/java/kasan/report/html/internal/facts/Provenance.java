// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/** Where figures come from: input, settings and versions; what was left out, and why. */
public final class Provenance {
  private static final String REASON = "reason";

  private Provenance() {}

  /** A heading, and pairs of what and how much. */
  public record Block(String title, Map<String, String> entries) {}

  /** One line for under a picture. */
  public static String line(Result result, String product, String command) {
    var parts = new ArrayList<String>();
    String input = Trees.text(result.tree(), "input.name");
    String digest = Trees.text(result.tree(), "input.sha256");
    if (!input.isEmpty()) {
      parts.add(
          input
              + (digest.isEmpty()
                  ? ""
                  : " (sha256 " + digest.substring(0, Math.min(12, digest.length())) + "…)"));
    }
    parts.add(product);
    if (!command.isEmpty()) {
      parts.add(command);
    }
    return "Source: " + String.join(" · ", parts);
  }

  /** All that is no table: maps and single values at the top of the tree. */
  public static List<Block> blocks(Result result) {
    var blocks = new ArrayList<Block>();
    Map<String, String> single = new LinkedHashMap<>();
    result
        .tree()
        .forEach(
            (key, value) -> {
              if (value instanceof Map<?, ?>) {
                Map<String, String> entries = new LinkedHashMap<>();
                flatten("", Trees.asMap(value), entries);
                if (!entries.isEmpty()) {
                  blocks.add(new Block(key, entries));
                }
              } else if (!(value instanceof List<?>)) {
                single.put(key, cell(value));
              }
            });
    if (!single.isEmpty()) {
      blocks.add(new Block("", single));
    }
    return blocks;
  }

  /** Maps with maps in them become keys with dots; maps of single values one line. */
  private static void flatten(
      String prefix, Map<String, @Nullable Object> map, Map<String, String> into) {
    map.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?>) {
            Map<String, @Nullable Object> inner = Trees.asMap(value);
            if (inner.values().stream().anyMatch(Map.class::isInstance)) {
              flatten(name + ".", inner, into);
            } else if (!inner.isEmpty()) {
              var pairs = new ArrayList<String>();
              inner.forEach((k, v) -> pairs.add(k + " = " + cell(v)));
              into.put(name, String.join(", ", pairs));
            }
          } else if (value instanceof List<?> list) {
            into.put(name, String.join(", ", list.stream().map(Provenance::cell).toList()));
          } else {
            into.put(name, cell(value));
          }
        });
  }

  /** In full, without groups of thousands: it is to be copied, not compared. */
  private static String cell(@Nullable Object value) {
    return value == null ? "not known" : value.toString();
  }

  /** What was left out with its reason, once for each reason of a scheme. */
  public static List<String> excluded(Result result) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : Trees.maps(result.tree(), "rows")) {
      Object reason = row.get(REASON);
      boolean left = !row.containsKey("result") || "not-applicable".equals(row.get("result"));
      if (reason != null && left && row.containsKey("scheme")) {
        counts.merge(Trees.text(row, "scheme") + ": " + reason, 1L, Long::sum);
      }
    }
    var lines = new ArrayList<String>();
    counts.forEach(
        (line, count) ->
            lines.add(count == 1 ? line : line + " (" + Units.count(count) + " rows)"));
    return lines;
  }

  /** What a reader must not conclude: the result's own warnings, and what holds for all such. */
  public static List<String> limits(Result result) {
    Map<String, @Nullable Object> tree = result.tree();
    var lines = new ArrayList<String>();
    lines.addAll(Trees.texts(tree, "warnings"));
    lines.addAll(Trees.texts(tree, "notes"));
    List<Map<String, @Nullable Object>> rows = Trees.maps(tree, "rows");
    Map<String, @Nullable Object> first = rows.isEmpty() ? Map.of() : rows.get(0);
    if (first.containsKey("work")) {
      lines.add(
          "modelled cost is counted work by a table of costs; it compares schemes on one architecture"
              + " and is not time");
    }
    if (first.containsKey("coverage") || first.containsKey("case")) {
      lines.add(
          "a case that is found is found in this program and at this place in memory; how often a"
              + " running kernel meets such a bug does not follow");
    }
    if (first.containsKey("memory") || first.containsKey("breakdown")) {
      lines.add(
          "memory is that of the modelled shadow; what a patch of the kernel would take besides, such"
              + " as code, is not in it");
    }
    if (first.containsKey("breakdown")) {
      lines.add(
          "one boot calibrates the profile; sizes of RAM that nobody has booted follow by rule");
    }
    if (first.containsKey("published")) {
      lines.add("quantities with basis 'calibrated' were fitted; their agreement proves nothing");
    }
    return lines;
  }
}
