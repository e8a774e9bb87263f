// SPDX-License-Identifier: Apache-2.0
package kasan.itest.wild;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is expected of an input, as a sentence for people. Phrases that can be held against an
 * answer are: each is looked for in the words of the table, or in the tree that JSON prints.
 */
final class Expectation {
  /** A phrase, and whether an answer does as it says. */
  private static final Map<Pattern, BiFunction<Matcher, Answer, Boolean>> PHRASES =
      new LinkedHashMap<>();

  static {
    // of reports
    phrase("\\b(?:one|1) report\\b", (m, a) -> a.tree().at("/reports").size() == 1);
    phrase(
        "\\bread of (\\d+) bytes at (\\w+) by (\\w+/\\d+)",
        (m, a) ->
            a.says("read " + m.group(1) + " bytes at " + m.group(2) + " (task " + m.group(3)));
    phrase(
        "\\bobject of (\\S+) at (\\w+)",
        (m, a) -> a.says(m.group(2) + " from cache " + m.group(1)));
    phrase("\\bobject ([a-z]+-\\d+)", (m, a) -> a.says("from cache " + m.group(1)));
    phrase("\\bcache ([a-z]+-\\d+)", (m, a) -> a.says("from cache " + m.group(1)));
    phrase("\\bbyte (\\d+), allocated", (m, a) -> a.says("It is byte " + m.group(1)));
    phrase("\\bregion (\\d+) bytes inside", (m, a) -> a.says("It is byte " + m.group(1)));
    phrase(
        "\\b([Aa]llocated|[Ff]reed) by (?:task )?(\\d+)(?: in (\\w+))?",
        (m, a) ->
            a.says(" by task " + m.group(2) + (m.group(3) == null ? "" : " in " + m.group(3))));
    phrase("\\bshadow (f\\w)\\b", (m, a) -> a.says("granule is " + m.group(1)));
    phrase(
        "\\b(\\d+) rows of shadow",
        (m, a) -> a.report().at("/memoryState/rows").size() == Integer.parseInt(m.group(1)));
    phrase("\\baddress ([0-9a-f]{8}),", (m, a) -> a.says(m.group(1)));
    phrase(
        "\\bobject, allocated, freed, shadow are there",
        (m, a) ->
            Stream.of("object", "allocated", "freed", "shadow")
                .allMatch(member -> a.report().hasNonNull(member)));
    phrase("\\bcutShort false", (m, a) -> !a.report().get("cutShort").asBoolean(true));
    phrase("\\bunreadLines 0", (m, a) -> a.report().get("unreadLines").asInt(-1) == 0);
    phrase(
        "\\bcallTrace (?:read|of \\d+ frames)", (m, a) -> !a.report().get("callTrace").isEmpty());
    phrase("\\bfirstBadByte (\\w+)", (m, a) -> a.is("firstBadByte", "0x" + m.group(1)));
    phrase("\\bbugClass ([\\w-]+) \\(", (m, a) -> a.is("bugClass", m.group(1)));
    phrase("\\bfunction (\\w+)", (m, a) -> a.is("function", m.group(1)));
    phrase("^expected: \"(\\w+, called by \\w+)\"", (m, a) -> a.says(m.group(1)));
    phrase("\\bnames (LIST_POISON\\d)", (m, a) -> a.says(m.group(1)));
    phrase("\\brelease (\\S+), taint", (m, a) -> a.says("Linux " + m.group(1)));
    phrase("\\bformat csv gives a row each \\(([\\w,]+)\\)", (m, a) -> a.csvStarts(m.group(1)));
    phrase("\\btask (\\d+) is 0x(\\w+)", (m, a) -> a.says(m.group(1) + " is " + m.group(2)));
    phrase("\\bsays that the object lives", (m, a) -> a.says("It lives"));
    phrase(
        "\\ban indirect call .* in (\\w+)",
        (m, a) -> a.says(m.group(1) + " made an indirect call"));
    phrase("\\bstack of (\\d+ KiB)", (m, a) -> a.says("the stack of a task: " + m.group(1)));
    phrase("\\bclass: tags differ", (m, a) -> a.says("the tags of pointer and memory differ"));
    // of traces
    phrase("\\b(\\d+) events?\\b(?! \\(sched)", (m, a) -> a.says(", " + m.group(1) + " event"));
    phrase(" in ([\\d.]+) s\\b", (m, a) -> a.says(" in " + m.group(1) + " s"));
    phrase(", ([\\d,]+) lost\\b", (m, a) -> a.says(m.group(1) + " lost"));
    phrase("\\blost: not told", (m, a) -> a.says("losses not told"));
    phrase("\\bdirect map at (\\w+)", (m, a) -> a.says("direct map at " + m.group(1)));
    phrase("\\bother event: (\\S+ \\d+)", (m, a) -> a.says(m.group(1)));
    phrase("^refused\\b", (m, a) -> a.refused());
    phrase("\\bnames line (\\d+)", (m, a) -> a.says("line " + m.group(1)));
    phrase("\\((ppc64)\\)", (m, a) -> a.says(m.group(1)));
    phrase("\\b(\\w+-\\d+ of \\d+ bytes)", (m, a) -> a.says(m.group(1)));
    phrase("\\bMemTotal \\(([\\d,]+) kB\\)", (m, a) -> a.says("RAM is a guess, " + m.group(1)));
    phrase("\\bthe table as it stands at the snapshot", (m, a) -> a.says("no trace, only /proc"));
    // of both
    phrase("\\bno report\\b.*status 2", (m, a) -> a.refused());
  }

  /** What is not to be said; in brackets it is of one member of the tree. */
  private static final Pattern NOT =
      Pattern.compile("(\\(?)\\b(?:not|no|never|now|must not say) \"([^\"]+)\"");

  private Expectation() {}

  private static void phrase(String pattern, BiFunction<Matcher, Answer, Boolean> holds) {
    PHRASES.put(Pattern.compile(pattern), holds);
  }

  /**
   * What was done with an input.
   *
   * @param words of the table, or the line of a refusal, with single blanks
   * @param tree of JSON; missing where it was refused
   */
  record Answer(String words, JsonNode tree, String csv, boolean refused) {
    boolean says(String part) {
      return words.contains(part);
    }

    /** Whether all parts of a quotation with gaps are said. */
    boolean saysAll(String quotation) {
      for (String part : quotation.split(" ?\\.\\.\\. ?", -1)) {
        if (!words.contains(part)) {
          return false;
        }
      }
      return true;
    }

    boolean is(String member, String value) {
      return report().path(member).asText().equals(value);
    }

    boolean csvStarts(String header) {
      return csv.startsWith(header);
    }

    JsonNode report() {
      return tree.at("/reports/0");
    }
  }

  /** Phrases that do not hold, and how many there were: at least one, or nothing was compared. */
  static List<String> broken(String expected, Answer answer) {
    var broken = new ArrayList<String>();
    int compared = 0;
    Matcher not = NOT.matcher(expected);
    while (not.find()) {
      compared++;
      if (not.group(1).isEmpty() && answer.saysAll(not.group(2))) {
        broken.add(not.group());
      }
    }
    String wanted = NOT.matcher(expected).replaceAll("");
    for (var phrase : PHRASES.entrySet()) {
      Matcher found = phrase.getKey().matcher(wanted);
      while (found.find()) {
        compared++;
        if (!phrase.getValue().apply(found, answer)) {
          broken.add(found.group());
        }
      }
    }
    return compared == 0 ? List.of("no phrase known here") : broken;
  }
}
