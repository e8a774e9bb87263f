// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.io.IOException;
import kasan.explain.internal.prefix.LogLine;
import kasan.explain.internal.prefix.Prefixes;
import kasan.explain.internal.prefix.Stamp;
import kasan.explain.internal.transport.FrameLine;
import kasan.explain.internal.transport.LogText;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log without their prefixes, as the kernel printed them: each once where a log has
 * all twice, and two that another CPU's printing put into one as two.
 */
final class Lines {
  private static final int RULE = 66;

  private final LogText text;
  private final Prefixes prefixes = new Prefixes();
  private LogText.@Nullable Line inner;
  private @Nullable String last;
  private boolean doubled;
  private String raw = "";
  private boolean screenWide;

  /** Where a screen broke lines, whatever stands there; 0 for none. */
  private int screen;

  private boolean padded;

  Lines(LogText text) {
    this.text = text;
  }

  /**
   * Tells that only a line that can begin a report is wanted next.
   *
   * @param counting whether it is wanted only to be counted
   */
  void skip(boolean counting) throws IOException {
    if (inner == null) {
      text.skip(counting);
    }
  }

  /** Passes over the next lines that are such frames; returns how many. */
  int pass(FrameLine frame) {
    return inner == null ? text.pass(frame) : 0;
  }

  /**
   * The next line; null at the end.
   *
   * @param pending the line before it, where that may be part of a report
   */
  @Nullable LogLine next(@Nullable LogLine pending) throws IOException {
    LogText.Line line = inner;
    inner = null;
    if (line == null) {
      line = text.next();
      while (line != null && repeats(line.text(), pending)) {
        line = text.next();
      }
    }
    if (line == null) {
      return null;
    }
    screenWide = isScreenWide(raw, line.text());
    raw = line.text();
    LogLine split = prefixes.split(line.number(), raw, line.continues() ? pending : null);
    int at = split.prefix().indexOf('[') < 0 ? -1 : Stamp.within(split.text());
    if (at <= 0) {
      return split;
    }
    inner = new LogText.Line(line.number(), split.text().substring(at), false);
    return new LogLine(
        split.number(), split.prefix(), split.context(), split.text().substring(0, at));
  }

  /** A title that stands there twice tells that all lines do. */
  private boolean repeats(String line, @Nullable LogLine pending) {
    if (line.equals(last)) {
      doubled |= pending != null && pending.prefixed() && Title.begins(pending.text());
      if (doubled) {
        last = null;
        return true;
      }
    }
    last = line;
    return false;
  }

  /** Whether a screen broke a line; KASAN's rule in two parts tells how wide it was. */
  private boolean isScreenWide(String line, String next) {
    int rest = signs(next.stripTrailing());
    if (rest > 0 && rest < RULE && rest == next.strip().length() && rest + signs(line) == RULE) {
      screen = line.length();
      padded = next.length() == screen;
    }
    return screen > 0 && line.length() == screen && !(padded && line.charAt(screen - 1) == ' ');
  }

  private static int signs(String line) {
    int from = line.length();
    while (from > 0 && line.charAt(from - 1) == '=') {
      from--;
    }
    return line.length() - from;
  }

  /** The line that was read last, where a screen broke it off the one before; null otherwise. */
  @Nullable String brokenOff(LogLine before, LogLine line) {
    return screenWide && !line.prefixed() && (before.prefixed() || !raw.startsWith(" "))
        ? raw
        : null;
  }

  int count() {
    return text.lines();
  }

  int cut() {
    return text.cutLines();
  }
}
