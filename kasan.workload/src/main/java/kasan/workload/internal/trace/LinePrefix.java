// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import kasan.api.text.PrefixShape;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of every line of a trace: the mark of a quoted mail, the stamp of a log.
 *
 * <p>A remark that writers of traces begin with shows where the line begins. Where there is none,
 * the front of the first event may end behind any of its words: the longest that most lines have,
 * and that leaves an event behind it, is it.
 */
public final class LinePrefix {
  private static final int LINES = 400;
  private static final int LONGEST = 200;

  /** Of the lines looked at, the share that must be understood. */
  private static final double MOST = 0.9;

  /** What no other line holds. */
  private static final List<String> REMARKS =
      List.of("# tracer: ", "# entries-in-buffer/", "Dumping ftrace buffer:", "cpus=");

  private final List<LineHeader> headers =
      List.of(new LineHeader(Dialect.TRACEFS), new LineHeader(Dialect.PERF));

  /** The longest first. */
  private final List<PrefixShape> shapes = new ArrayList<>();

  private LinePrefix(String line, List<Integer> ends) {
    for (int end : ends) {
      shapes.add(PrefixShape.of(line.substring(0, end)));
    }
  }

  /** What stands in front of each line of these, the first ones of a file; null for nothing. */
  static @Nullable LinePrefix of(byte[] head) {
    List<String> lines =
        new String(head, ISO_8859_1).lines().limit(LINES).filter(line -> !line.isBlank()).toList();
    for (String line : lines) {
      int remark = remark(line);
      if (remark >= 0) {
        return remark == 0 ? null : best(lines, line, List.of(remark));
      }
    }
    if (lines.isEmpty()) {
      return null;
    }
    String first = lines.get(0);
    return best(lines, first, new LinePrefix("", List.of()).ends(first));
  }

  private static int remark(String line) {
    for (String remark : REMARKS) {
      int at = line.indexOf(remark);
      if (at >= 0 && at < LONGEST) {
        return at;
      }
    }
    return -1;
  }

  /** The longest of the fronts of a line that most lines have; null where none is. */
  private static @Nullable LinePrefix best(List<String> lines, String line, List<Integer> ends) {
    int most = (int) (lines.size() * MOST);
    LinePrefix best = null;
    for (int i = 0; i < ends.size(); i++) {
      var prefix = new LinePrefix(line, ends.subList(i, ends.size()));
      int understood = 0;
      for (String other : lines) {
        int end = prefix.longest(other);
        boolean whole = end >= 0 && (prefix.isEvent(other, end) || isBeside(other, end));
        understood += whole ? 1 : 0;
      }
      if (understood > most) {
        most = understood;
        best = prefix;
      }
    }
    return best;
  }

  /** Where the longest front of a line ends, once it has been widened by it; -1 for none. */
  private int longest(String line) {
    PrefixShape shape = shapes.get(0);
    int end = shape.match(line, 0);
    if (end >= 0) {
      return end;
    }
    for (int other : ends(line)) {
      if (shape.widen(line.substring(0, other))) {
        return other;
      }
    }
    return -1;
  }

  /** Ends of what may stand in front of an event, the last first. */
  private List<Integer> ends(String line) {
    var ends = new ArrayList<Integer>();
    for (int at = Math.min(line.length() - 1, LONGEST); at > 0; at--) {
      char before = line.charAt(at - 1);
      boolean word =
          Character.isLetterOrDigit(before) && Character.isLetterOrDigit(line.charAt(at));
      boolean indented = before == ' ' && at > 1 && line.charAt(at - 2) == ' ';
      if (!word && !indented && isEvent(line, at)) {
        ends.add(at);
      }
    }
    return ends;
  }

  private boolean isEvent(String line, int from) {
    byte[] b = (line + "\n       ").getBytes(ISO_8859_1);
    for (LineHeader header : headers) {
      if (header.parse(b, from, line.length()) && header.eventEnd > header.eventStart) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeside(String line, int from) {
    String text = line.substring(from);
    return text.isBlank()
        || text.charAt(0) == '#'
        || text.startsWith("CPU")
        || text.startsWith("Dumping ")
        || text.startsWith("------")
        || text.startsWith("cpus=")
        || text.stripLeading().startsWith("=>");
  }

  /** Where a line begins behind what stands in front of it; 0 where that is not there. */
  int behind(String line) {
    for (PrefixShape shape : shapes) {
      int end = shape.match(line, 0);
      if (end >= 0) {
        return end;
      }
    }
    return Math.max(longest(line), 0);
  }

  /** First lines without it. */
  byte[] cut(byte[] head) {
    var text = new StringBuilder(head.length);
    for (String line : new String(head, ISO_8859_1).split("\n", -1)) {
      text.append(text.isEmpty() && line.isEmpty() ? "" : line.substring(behind(line)));
      text.append('\n');
    }
    text.setLength(text.length() - 1);
    return text.toString().getBytes(ISO_8859_1);
  }
}
