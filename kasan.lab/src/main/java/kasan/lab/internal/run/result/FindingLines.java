// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.lab.internal.bill.Trees;
import org.jspecify.annotations.Nullable;

/** A finding of a run in a few lines, made from its tree. */
final class FindingLines {
  private FindingLines() {}

  /** What happened; what the address belongs to; who had it handed out and gave it back. */
  static List<String> of(Map<String, @Nullable Object> row) {
    var lines = new ArrayList<String>();
    Map<String, @Nullable Object> task = Trees.map(row, "task");
    Object size = row.get("size");
    boolean atPrompt = String.valueOf(row.get("callTrace")).contains("at the prompt");
    lines.add(
        row.get("bugClass")
            + ": "
            + row.get("access")
            + (size == null ? "" : " of " + count(size, "byte"))
            + " at "
            + row.get("address")
            + " by task "
            + task.get("comm")
            + "/"
            + task.get("pid")
            + " on CPU "
            + Trees.map(row, "info").get("cpu")
            + (atPrompt ? ", asked for at the prompt after operation " : ", operation ")
            + row.get("atOperation"));
    Map<String, @Nullable Object> object = Trees.map(row, "object");
    if (!object.isEmpty()) {
      lines.add("  " + object(object));
    }
    track(lines, "allocated", Trees.map(row, "allocated"));
    track(lines, "freed", Trees.map(row, "freed"));
    lines.add(
        "  scheme "
            + row.get("scheme")
            + "; in truth the byte is "
            + row.get("truth")
            + (Boolean.TRUE.equals(row.get("falseReport")) ? ": a false report" : ""));
    return lines;
  }

  private static String object(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> region = Trees.map(object, "region");
    String side = "inside".equals(region.get("side")) ? "inside" : "to the " + region.get("side");
    Object state = region.get("state");
    return count(region.get("distance"), "byte")
        + " "
        + side
        + " of "
        + (state == null ? "a " : state.equals("allocated") ? "an allocated " : "a " + state + " ")
        + region.get("size")
        + "-byte region at "
        + region.get("start")
        + ", cache "
        + object.get("cache");
  }

  private static void track(List<String> lines, String did, Map<String, @Nullable Object> track) {
    if (!track.isEmpty()) {
      var stack = new ArrayList<String>();
      if (track.get("stack") instanceof List<?> all) {
        all.forEach(line -> stack.add(line.toString()));
      }
      lines.add("  " + did + " by task " + track.get("pid") + ": " + String.join(" ", stack));
    }
  }

  private static String count(@Nullable Object number, String unit) {
    return number + " " + unit + (Long.valueOf(1).equals(number) ? "" : "s");
  }
}
