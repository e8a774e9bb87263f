// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import kasan.api.text.PlainText;
import org.jspecify.annotations.Nullable;

/** The clean lines of a log, with everything in front of them that its recorder put there. */
public final class LogText {
  /** Of a line; printk's own are shorter by far. */
  private static final int MAX_CHARS = 4096;

  private static final int HEAD_BYTES = 1 << 13;

  private final ByteLines bytes;

  /** The records of a log that is JSON; null for others. */
  private final @Nullable JsonRecords records;

  private final Fragments fragments = new Fragments();
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
    InputStream plain = PlainText.utf8(in);
    byte[] head = plain.readNBytes(HEAD_BYTES);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), plain);
    this.records = JsonRecords.begin(new String(head, ISO_8859_1)) ? new JsonRecords(whole) : null;
    this.bytes = new ByteLines(whole);
  }

  /**
   * Tells that only a line that can begin a report is wanted next.
   *
   * @param counting whether it is wanted only to be counted
   */
  public void skip(boolean counting) throws IOException {
    if (waiting.isEmpty() && !ended && records == null && !mail.hidesText()) {
      bytes.skip(counting);
    }
  }

  /** Passes over the next lines that are such frames; returns how many, of those near at hand. */
  public int pass(FrameLine frame) {
    return waiting.isEmpty() && records == null && mail.isPlain() ? bytes.pass(frame) : 0;
  }

  /** The next line; null at the end. */
  public @Nullable Line next() throws IOException {
    if (records != null) {
      return nextOfRecords(records);
    }
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
        String text = fragments.joined(Unwrapping.undo(line));
        if (text == null) {
          continue;
        }
        if (text.indexOf('\n') < 0) {
          return line(bytes.count(), text, false);
        }
        split(bytes.count(), text);
      } else {
        mail.take(line);
      }
      for (String body = mail.next(); body != null; body = mail.next()) {
        unwrap(body);
      }
    }
    return waiting.poll();
  }

  private @Nullable Line nextOfRecords(JsonRecords from) throws IOException {
    while (waiting.isEmpty()) {
      JsonRecords.Text text = from.next();
      if (text == null) {
        return null;
      }
      split(text.line(), text.text());
    }
    return waiting.poll();
  }

  private void unwrap(String body) {
    split(bytes.count(), Unwrapping.undo(body));
  }

  private void split(int number, String text) {
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
    return records == null ? bytes.count() : records.lines();
  }

  /** How many of them were longer than any line of a kernel, and cut. */
  public int cutLines() {
    return bytes.cut() + cut;
  }
}
