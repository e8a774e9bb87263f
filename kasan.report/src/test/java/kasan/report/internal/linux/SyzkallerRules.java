// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What syzkaller asks of a KASAN report before it believes it: a title made of class, direction and
 * the first frame that is nobody's helper, and a text that does not look damaged.
 */
final class SyzkallerRules {
  private static final Pattern ACCESS =
      Pattern.compile(
          "BUG: KASAN: (?<class>[a-z-]+) in (?<function>[A-Za-z0-9_]+)[.+]"
              + "(?:.*\\n)+?.*(?<direction>Read|Write) (?:of size|at addr) [0-9a-f]+");
  private static final Pattern FREE =
      Pattern.compile(
          "BUG: KASAN: (?:double-free or invalid-free|double-free|invalid-free) in"
              + " (?<function>[A-Za-z0-9_]+)[.+]");
  private static final Pattern ON_ADDRESS =
      Pattern.compile(
          "BUG: KASAN: (?<class>[a-z-]+) on address(?:.*\\n)+?.*(?<direction>Read|Write) of size"
              + " [0-9]+");
  private static final Pattern FRAME =
      Pattern.compile("^ *(?:\\[<(?:0x)?[0-9a-f]+>\\] ){0,2}(?<function>[A-Za-z0-9_]+)[.+]");
  private static final Pattern CALL_TRACE = Pattern.compile("Call [Tt]race:|Backtrace:");
  private static final List<Pattern> STACK_STARTS =
      List.of(
          Pattern.compile("Call [Tt]race"),
          Pattern.compile("Allocated:"),
          Pattern.compile("Allocated by task [0-9]+:"),
          Pattern.compile("Freed:"),
          Pattern.compile("Freed by task [0-9]+:"));

  /** Functions that carry a bug out for somebody else. */
  private static final Pattern HELPER =
      Pattern.compile(
          "kasan|asan|check_memory_region|print_address|print_report|dump_stack|show_stack"
              + "|dump_backtrace|read_word_at_a_time|alloc|kmem_cache|slab_"
              + "|^_*(mem|str)(cpy|move|set|cmp|chr|len|nlen|ncpy|cat|scpy|str|nstr|rchr)"
              + "|^_*copy_(from|to|user)|atomic|_bit$|list_(add|del)|refcount|lock|__wake_up"
              + "|kernel_fault|tag_check|mem_abort|^el1|debug_object|work_is_static_object"
              + "|hex_(string|dump)|^string$|rb_|stack_trace|unwind|kobject_|timer_base|queue");

  private static final Pattern FREE_HELPER = Pattern.compile("slab_|free");

  private static final Pattern STAMP = Pattern.compile("\\[ *[0-9]+\\.[0-9]+\\]");
  private static final int FRAME_WITHIN = 15;
  private static final int LINES_BEHIND = 4;

  private SyzkallerRules() {}

  /** The title under which a report would be filed; null for none. */
  static @Nullable String title(String report) {
    Matcher access = ACCESS.matcher(report);
    if (access.find()) {
      return "KASAN: "
          + access.group("class")
          + " "
          + access.group("direction")
          + " in "
          + frame(report, access.group("function"), false);
    }
    Matcher free = FREE.matcher(report);
    if (free.find()) {
      return "KASAN: invalid-free in " + frame(report, free.group("function"), true);
    }
    Matcher address = ON_ADDRESS.matcher(report);
    if (address.find()) {
      return "KASAN: " + address.group("class") + " " + address.group("direction");
    }
    return null;
  }

  /** The function of the title, unless it is a helper; then the first of the trace that is none. */
  private static String frame(String report, String named, boolean free) {
    List<String> candidates = new ArrayList<>();
    candidates.add(named);
    List<String> lines = report.lines().toList();
    int at = 0;
    while (at < lines.size() && !CALL_TRACE.matcher(lines.get(at)).find()) {
      at++;
    }
    for (String line : lines.subList(Math.min(at + 1, lines.size()), lines.size())) {
      if (STACK_STARTS.stream().anyMatch(start -> start.matcher(line).find())) {
        break;
      }
      Matcher frame = FRAME.matcher(line);
      if (frame.find()) {
        candidates.add(frame.group("function"));
      }
    }
    for (String candidate : candidates) {
      boolean helper =
          HELPER.matcher(candidate).find() || (free && FREE_HELPER.matcher(candidate).find());
      if (!helper) {
        return candidate;
      }
    }
    return "corrupted";
  }

  /** Why a report looks damaged; empty for nothing. */
  static List<String> damage(String report) {
    List<String> reasons = new ArrayList<>();
    String title = title(report);
    if (title == null) {
      reasons.add("no title");
      return reasons;
    }
    if (title.endsWith(" corrupted")) {
      reasons.add("no frame");
    }
    if (STAMP.matcher(title).find()) {
      reasons.add("a time stamp in the title");
    }
    boolean any = false;
    for (Pattern start : STACK_STARTS) {
      Matcher match = start.matcher(report);
      if (match.find()) {
        any = true;
        List<String> lines = report.substring(match.start()).lines().toList();
        if (lines.size() < LINES_BEHIND) {
          reasons.add("nothing behind " + start);
        } else if (!frameWithin(lines)) {
          reasons.add("no frame behind " + start);
        }
      }
    }
    if (!any) {
      reasons.add("no stack trace");
    }
    return reasons;
  }

  private static boolean frameWithin(List<String> lines) {
    for (String line : lines.subList(1, Math.min(1 + FRAME_WITHIN, lines.size()))) {
      if (FRAME.matcher(line).find() || line.contains("(stack is not available)")) {
        return true;
      }
    }
    return false;
  }
}
