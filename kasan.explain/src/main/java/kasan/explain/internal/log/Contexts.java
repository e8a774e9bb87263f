// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kasan.explain.internal.prefix.LogLine;

/**
 * Whether what looks like the context of a line says who printed it.
 *
 * <p>KASAN prints a report in one go, by one caller. Where a part of the only open report comes
 * from a context that never reported anything, contexts of this log are something else: the
 * processor that wrote it out, or a thread of a program that collects logs.
 */
final class Contexts {
  /** Lines of a report that are kept, to be read again. */
  private static final int MOST_LINES = 400;

  private static final int MOST_CONTEXTS = 1024;

  /** What stands in reports of KASAN only. */
  private static final List<String> PARTS =
      List.of(
          "Read of size ",
          "Write of size ",
          "Allocated by task ",
          "Freed by task ",
          "The buggy address ",
          "Memory state around the buggy address");

  private final Set<String> reporting = new HashSet<>();
  private final List<LogLine> report = new ArrayList<>();
  private boolean ignored;

  /** A line without its context, where that says nothing. */
  LogLine known(LogLine line) {
    return ignored && !line.context().isEmpty()
        ? new LogLine(line.number(), line.prefix(), "", line.text())
        : line;
  }

  /** Notes the title of a report. */
  void begins(LogLine title) {
    report.clear();
    if (!ignored) {
      report.add(title);
      if (reporting.size() < MOST_CONTEXTS) {
        reporting.add(title.context());
      }
    }
  }

  /** Notes a line behind the last title. */
  void goesOn(LogLine line) {
    if (!report.isEmpty() && report.size() < MOST_LINES) {
      report.add(line);
    }
  }

  /** Whether a line belongs to the only open report, but is from a context of its own. */
  boolean contradict(LogLine line) {
    if (report.isEmpty() || !line.prefixed() || reporting.contains(line.context())) {
      return false;
    }
    String text = line.text().strip();
    return PARTS.stream().anyMatch(text::startsWith);
  }

  /** From here on contexts are ignored; the lines of the open report, without them. */
  List<LogLine> ignore() {
    ignored = true;
    List<LogLine> again = report.stream().map(this::known).toList();
    report.clear();
    return again;
  }
}
