// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the KASAN reports of a log.
 *
 * <p>Where lines carry the context that printed them, each context has its own open report, so that
 * what others print in between does not get into it. A line without any prefix belongs to whoever
 * spoke last. A report ends with its rule, with another one of the same context, or with the log.
 *
 * <p>The first {@value #MAX_REPORTS} reports are read, those behind only counted: a log that goes
 * on and on shall not fill the memory.
 */
public final class ReportParser {
  static final int MAX_REPORTS = 10_000;

  private static final List<String> FAULTS =
      List.of(
          "general protection fault", "Unable to handle kernel", "BUG: unable to handle", "Oops: ");

  private final Map<String, OpenReport> open = new HashMap<>();
  private final List<ParsedReport> reports = new ArrayList<>();
  private final SortedMap<String, Integer> classes = new TreeMap<>();
  private int begun;
  private int more;
  private String speaker = "";
  private String fault = "";
  private String faultSpeaker = "";

  private ReportParser() {}

  /**
   * What a log holds.
   *
   * @param reports in the order of their titles
   * @param classes how many reports there are of each bug class, by its name
   * @param more how many reports there are behind those that were read
   * @param lines of the log
   * @param cutLines of them longer than any line of a kernel, and cut
   */
  public record Log(
      List<ParsedReport> reports,
      SortedMap<String, Integer> classes,
      int more,
      int lines,
      int cutLines) {
    /** Copies list and map. */
    public Log {
      reports = List.copyOf(reports);
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }
  }

  /** Reads a log to its end; does not close it. */
  public static Log read(InputStream in) throws IOException {
    LogLines lines = new LogLines(in);
    ReportParser parser = new ReportParser();
    LogLine line = lines.next();
    while (line != null) {
      parser.take(line);
      line = lines.next();
    }
    for (OpenReport report : parser.open.values()) {
      parser.reports.add(report.finish());
    }
    parser.reports.sort(Comparator.comparingInt(ParsedReport::line));
    return new Log(parser.reports, parser.classes, parser.more, lines.count(), lines.cut());
  }

  private void take(LogLine line) {
    if (line.prefixed()) {
      speaker = line.context();
    }
    String text = line.text();
    Title title = Title.read(text, speaker.equals(faultSpeaker) ? fault : "");
    if (title != null) {
      begin(title, line);
      return;
    }
    OpenReport report = open.get(speaker);
    if (report != null) {
      switch (report.take(text)) {
        case OPEN -> {}
        case ENDED, NOT_MINE -> end(speaker);
      }
    }
    announcesFault(text);
  }

  private void begin(Title title, LogLine line) {
    end(speaker);
    classes.merge(title.bugClass(), 1, Integer::sum);
    if (begun == MAX_REPORTS) {
      more++;
      return;
    }
    begun++;
    open.put(speaker, new OpenReport(title, line));
    if (title.fault()) {
      fault = "";
    }
  }

  private void end(String context) {
    @Nullable OpenReport report = open.remove(context);
    if (report != null) {
      reports.add(report.finish());
    }
  }

  private void announcesFault(String text) {
    for (String start : FAULTS) {
      if (text.startsWith(start)) {
        fault = text;
        faultSpeaker = speaker;
        return;
      }
    }
  }
}
