// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.util.regex.Pattern;

/**
 * The stack trace of a constructor that threw. Declarative Services catch what it throws and keep
 * no more of it than this text.
 */
public final class ConstructionTrace {
  private static final String CAUSE = "Caused by: ";

  /** Frames of what constructs, rather than of what is constructed. */
  private static final Pattern MACHINERY =
      Pattern.compile("^at (?:[^(]*/)?(?:java|javax|jdk|sun|org\\.apache\\.felix)\\.");

  private ConstructionTrace() {}

  /** What it threw, and where in its author's code, as the end of a sentence. */
  public static String words(String trace) {
    String thrown = "";
    String frame = "";
    for (String line : trace.lines().map(String::strip).toList()) {
      if (thrown.isEmpty() || line.startsWith(CAUSE)) {
        thrown = line.substring(line.startsWith(CAUSE) ? CAUSE.length() : 0);
        frame = "";
      } else if (frame.isEmpty() && line.startsWith("at ") && !MACHINERY.matcher(line).find()) {
        frame = line.replaceFirst("^at (.*/)?", "").replaceFirst("\\(", " (");
      }
    }
    if (thrown.isEmpty()) {
      return "no reason given";
    }
    return "it threw " + OneLine.of(thrown) + (frame.isEmpty() ? "" : " at " + frame);
  }
}
