// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Counts the lines between those of a report; what stands behind its last line is none of it. */
final class UnreadLines {
  private static final int SAMPLES = 3;

  /** What stands above a record: of logcat, of the journal. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\[ \\d\\d-\\d\\d [\\d:.]+ +\\d+: *\\d+ ./.*\\]|\\w.* \\[s=[0-9a-f]+;i=.*\\]");

  private final List<String> samples = new ArrayList<>();
  private int gap;
  private int count;
  private int shown;

  /** Whether a line is a field of a record of the journal, beside that of the message. */
  static boolean isField(String line) {
    int at = line.charAt(0) == '"' ? 1 : 0;
    int from = at;
    while (at < line.length() && isOfName(line.charAt(at))) {
      at++;
    }
    return at - from > 1
            && (line.startsWith("=", at)
                || line.startsWith("\" :", at)
                || line.startsWith("\":", at))
        || line.equals("{")
        || line.equals("}")
        || line.equals("MESSAGE")
        || HEADER.matcher(line).matches();
  }

  private static boolean isOfName(char c) {
    return c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9';
  }

  /** Adds a line that may turn out to stand behind the report. */
  void add(String line) {
    gap++;
    if (samples.size() < SAMPLES) {
      samples.add(line);
    }
  }

  /** The report went on: what was added stands within it. */
  void commit() {
    count += gap;
    gap = 0;
    shown = samples.size();
  }

  /** Lines since the last one of the report. */
  int gap() {
    return gap;
  }

  int count() {
    return count;
  }

  /** The first few. */
  List<String> samples() {
    return List.copyOf(samples.subList(0, shown));
  }
}
