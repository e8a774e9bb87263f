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
import java.util.function.Consumer;
import kasan.explain.internal.prefix.LogLine;
import kasan.explain.internal.prefix.Prefixes;
import kasan.explain.internal.transport.FrameLine;
import kasan.explain.internal.transport.LogText;
import org.jspecify.annotations.Nullable;

/**
 * Finds the KASAN reports of a log.
 *
 * <p>Where lines carry the context that printed them, each context has its own open report, so that
 * what others print in between does not get into it. A line without any prefix belongs to whoever
 * spoke last. A report ends with its rule, with another one of the same context, or with the log.
 *
 * <p>The first {@value #MAX_REPORTS} reports are read, fewer if they are large and all differ;
 * those behind are only counted: a log that goes on and on shall not fill the memory.
 */
public final class ReportParser {
  static final int MAX_REPORTS = 2_000;

  private static final int MAX_CONTEXTS = 64;

  private final Lines log;

  /** Takes the reports in place of a list; null for none. */
  private final @Nullable Consumer<ParsedReport> receiver;

  private final Pool pool = new Pool();
  private final Faults faults = new Faults();
  private final Contexts contexts = new Contexts();
  private final Map<String, OpenReport> open = new HashMap<>();
  private final List<ParsedReport> reports = new ArrayList<>();
  private final SortedMap<String, Integer> classes = new TreeMap<>();
  private @Nullable LogLine pending;
  private @Nullable String provenPrefix;
  private int more;
  private int mentions;
  private String speaker = "";

  private ReportParser(LogText log, @Nullable Consumer<ParsedReport> receiver) {
    this.log = new Lines(log);
    this.receiver = receiver;
  }

  /**
   * What a log holds.
   *
   * @param reports in the order of their titles
   * @param classes how many reports there are of each bug class, by its name
   * @param more how many reports there are behind those that were read
   * @param mentions lines that hold the words of a title in a text of another kind
   * @param lines of the log
   * @param cutLines of them longer than any line of a kernel, and cut
   */
  public record Log(
      List<ParsedReport> reports,
      SortedMap<String, Integer> classes,
      int more,
      int mentions,
      int lines,
      int cutLines) {
    /** Copies list and map. */
    public Log {
      reports = List.copyOf(reports);
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    /** The same with other reports. */
    public Log with(List<ParsedReport> others) {
      return new Log(others, classes, more, mentions, lines, cutLines);
    }
  }

  /** Reads a log to its end; does not close it. */
  public static Log read(InputStream in) throws IOException {
    return read(in, null);
  }

  /**
   * Reads a log to its end, and hands each report on when it ends.
   *
   * @return what the log holds, without the reports
   */
  public static Log readEach(InputStream in, Consumer<ParsedReport> receiver) throws IOException {
    return read(in, receiver);
  }

  private static Log read(InputStream in, @Nullable Consumer<ParsedReport> receiver)
      throws IOException {
    ReportParser parser = new ReportParser(new LogText(in), receiver);
    parser.readAll();
    return parser.result();
  }

  private void readAll() throws IOException {
    while (true) {
      if (open.isEmpty() && pending == null) {
        log.skip(isFull());
      } else if (pending != null && open.size() == 1) {
        passFrames(pending);
      }
      LogLine split = log.next(pending);
      if (split == null) {
        break;
      }
      split = contexts.known(split);
      LogLine before = pending;
      if (before == null) {
        if (open.isEmpty() && !Title.begins(split.text())) {
          take(split);
        } else {
          pending = split;
        }
      } else if (log.brokenOff(before, split) != null) {
        pending =
            new LogLine(
                before.number(),
                before.prefix(),
                before.context(),
                before.text() + log.brokenOff(before, split));
      } else if (mayContinue(before, split) && Wraps.joined(before.text(), split.text())) {
        pending =
            new LogLine(
                before.number(),
                before.prefix(),
                before.context(),
                before.text().stripTrailing() + " " + split.text().strip());
      } else {
        pending = null;
        take(before);
        if (open.isEmpty() && !Title.begins(split.text())) {
          take(split);
        } else {
          pending = split;
        }
      }
    }
    if (pending != null) {
      take(pending);
    }
    for (String context : List.copyOf(open.keySet())) {
      end(context);
    }
  }

  /** A trace that does not end is counted, and not read line by line. */
  private void passFrames(LogLine last) {
    OpenReport report = open.get(speaker);
    if (report != null && report.isFull(last) && last.context().equals(speaker)) {
      report.leaveOut(log.pass(new FrameLine(last.prefix(), last.context(), last.text())));
    }
  }

  private static boolean mayContinue(LogLine first, LogLine second) {
    return !second.prefixed() || first.context().equals(second.context());
  }

  private Log result() {
    reports.sort(Comparator.comparingInt(ParsedReport::line));
    return new Log(reports, classes, more, mentions, log.count(), log.cut());
  }

  private void take(LogLine given) {
    LogLine line = contexts.known(given);
    if (open.size() == 1 && contexts.contradict(line)) {
      readAgain();
      line = contexts.known(given);
    }
    if (line.prefixed() && !line.context().isEmpty() || open.size() <= 1 && line.prefixed()) {
      speaker = line.context();
    }
    String text = line.text();
    if (Title.begins(text)) {
      Title title = Title.read(text, "");
      if (title != null) {
        begin(title, line);
        return;
      }
    }
    contexts.goesOn(line);
    if (Title.mentioned(text)) {
      mentions++;
    }
    faults.see(line);
    OpenReport report = open.get(speaker);
    if (report != null) {
      switch (report.take(line)) {
        case OPEN -> {}
        case ENDED, NOT_MINE -> end(speaker);
      }
    }
  }

  /** Reads the only open report once more, now that contexts are known to say nothing. */
  private void readAgain() {
    open.clear();
    speaker = "";
    contexts.ignore().forEach(this::take);
  }

  private void begin(Title title, LogLine line) {
    OpenReport before = open.get(speaker);
    if (before != null && before.isRetitledBy(title)) {
      return;
    }
    contexts.begins(line);
    end(speaker);
    if (open.size() >= MAX_CONTEXTS) {
      end(open.keySet().iterator().next());
    }
    String fault = title.fault() ? faults.before(line) : "";
    Title whole = fault.isEmpty() ? title : Title.read(line.text(), fault);
    if (isFull() && OpenReport.isOfLog(line.prefix())) {
      count(whole == null ? title.bugClass() : whole.bugClass());
      return;
    }
    boolean proven = provenPrefix != null && Prefixes.alike(provenPrefix, line.prefix());
    OpenReport report =
        new OpenReport(whole == null ? title : whole, line, !fault.isEmpty(), proven);
    if (isFull() && report.isReport()) {
      count(report.bugClass());
    } else {
      open.put(speaker, report);
    }
  }

  private boolean isFull() {
    return receiver == null && (reports.size() >= MAX_REPORTS || pool.isFull());
  }

  private void count(String bugClass) {
    more++;
    classes.merge(bugClass, 1, Integer::sum);
  }

  private void end(String context) {
    OpenReport report = open.remove(context);
    if (report == null) {
      return;
    }
    if (!report.isReport()) {
      mentions++;
      return;
    }
    provenPrefix = report.prefix();
    if (isFull()) {
      count(report.bugClass());
      return;
    }
    ParsedReport parsed = report.finish(receiver == null ? pool : null);
    classes.merge(parsed.finding().bugClass(), 1, Integer::sum);
    if (receiver == null) {
      reports.add(parsed);
    } else {
      receiver.accept(parsed);
    }
  }
}
