// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The clean lines of a log, with everything in front of them that its recorder put there. */
public final class LogText {
  /** Of a line; printk's own are shorter by far. */
  private static final int MAX_CHARS = 4096;

  private final ByteLines bytes;
  private final MailBody mail = new MailBody();
  private final Deque<Line> waiting = new ArrayDeque<>();
  private boolean ended;
  private int cut;

  /**
   * A line.
   *
   * @param number in the file, from 1
   * @param text without its end
   * @param continues whether it stands behind another one in the same record, so that only that one
   *     has the prefix
   */
  public record Line(int number, String text, boolean continues) {}

  /** Reads plain bytes; see {@link LogSource}. */
  public LogText(InputStream in) throws IOException {
    this.bytes = new ByteLines(Recoded.utf8(in));
  }

  /** Tells that only a line that can begin a report is wanted next. */
  public void skip() throws IOException {
    if (waiting.isEmpty() && !ended && !mail.hidesText()) {
      bytes.skip();
    }
  }

  /** Passes over the next lines that are such frames; returns how many, of those near at hand. */
  public int pass(FrameLine frame) {
    return waiting.isEmpty() && mail.isPlain() ? bytes.pass(frame) : 0;
  }

  /** The next line; null at the end. */
  public @Nullable Line next() throws IOException {
    while (waiting.isEmpty() && !ended) {
      String line = bytes.next();
      if (line == null) {
        ended = true;
        mail.flush();
      } else if (bytes.isPlain() && mail.isPlain()) {
        return line.length() > MAX_CHARS
            ? line(bytes.count(), line, false)
            : new Line(bytes.count(), line, false);
      } else if (mail.passes(line)) {
        String text = Unwrapping.undo(line);
        if (text.indexOf('\n') < 0) {
          return line(bytes.count(), text, false);
        }
        split(text);
      } else {
        mail.take(line);
      }
      for (String body = mail.next(); body != null; body = mail.next()) {
        unwrap(body);
      }
    }
    return waiting.poll();
  }

  private void unwrap(String body) {
    split(Unwrapping.undo(body));
  }

  private void split(String text) {
    int number = bytes.count();
    int from = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      waiting.add(line(number, text.substring(from, at), from > 0));
      from = at + 1;
    }
    waiting.add(line(number, text.substring(from), from > 0));
  }

  private Line line(int number, String text, boolean continues) {
    String kept = text;
    if (text.length() > MAX_CHARS) {
      kept = text.substring(0, MAX_CHARS);
      cut++;
    }
    return new Line(number, Cleaning.clean(kept), continues);
  }

  /** How many lines of the file were read so far. */
  public int lines() {
    return bytes.count();
  }

  /** How many of them were longer than any line of a kernel, and cut. */
  public int cutLines() {
    return bytes.cut() + cut;
  }
}
