// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log as they stand there.
 *
 * <p>A line ends at a line feed, or at a carriage return with something behind it; carriage returns
 * before a line feed belong to the line end. What is longer than {@value #MAX_BYTES} bytes is cut
 * there and counted: a whole report in one record is shorter by far. While no report is open,
 * {@link #skip} passes over everything that cannot matter, at the speed of a search. It keeps the
 * last few lines, since a fault is announced before its report.
 */
final class ByteLines {
  static final int MAX_BYTES = 1 << 16;

  /** Lines in front of a wanted one that are handed over, too: a fault is announced there. */
  static final int KEPT = 12;

  /** Such lines in front of a title of a bug: the rule, and either may have been wrapped. */
  private static final int KEPT_OF_BUG = 3;

  private static final int BUFFER_BYTES = 1 << 18;

  /** What a byte may say of a line: that it ends there, or that it is not plain. */
  private static final byte LINE_FEED = 1;

  private static final byte RETURN = 2;
  private static final byte MARK = 3;

  private static final byte[] KINDS = kinds();

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line = new byte[MAX_BYTES];
  private int next;
  private int end;

  /** Where the wanted text stands that the lines from the next one on lead to. */
  private int wanted = -1;

  private int number;
  private int cut;
  private boolean plain;

  ByteLines(InputStream in) {
    this.in = in;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, MARK);
    Arrays.fill(kinds, ' ', 127, (byte) 0);
    for (char mark : "&\\#=<".toCharArray()) {
      kinds[mark] = MARK;
    }
    kinds['\n'] = LINE_FEED;
    kinds['\r'] = RETURN;
    return kinds;
  }

  /** The next line; null at the end. */
  @Nullable String next() throws IOException {
    boolean marked = false;
    byte[] bytes = buffer; // the quick compiler reads a field each time
    int limit = Math.min(end, next + MAX_BYTES);
    for (int at = next; at < limit; at++) {
      byte kind = KINDS[bytes[at] & 0xFF];
      if (kind == 0) {
        continue;
      }
      if (kind == LINE_FEED || kind == RETURN && at + 1 < end && buffer[at + 1] == '\n') {
        plain = !marked && !beginsMarked(next);
        String text = new String(buffer, next, at - next, plain ? ISO_8859_1 : UTF_8);
        next = at + (kind == LINE_FEED ? 1 : 2);
        number++;
        return text;
      }
      if (kind == RETURN) {
        break;
      }
      marked |= isMark(at);
    }
    plain = false;
    return nextOfPieces();
  }

  /** Not so a rule of equal signs, or a mark of the kernel's such as {@code <TASK>}. */
  private boolean isMark(int at) {
    return switch (buffer[at]) {
      case '=' -> at + 1 < end && (buffer[at + 1] == '3' || at > 0 && buffer[at - 1] == 'g');
      case '<' -> at + 1 < end && buffer[at + 1] == 'b';
      default -> true;
    };
  }

  /** A header of a mail, or a JSON record. */
  private boolean beginsMarked(int at) {
    byte first = buffer[at];
    return first == 'C' || first == 'c' || first == '{';
  }

  /**
   * Whether the last line is of printable ASCII and has no mark of an escape, an entity, a record
   * or a mail: what stands there is meant.
   */
  boolean isPlain() {
    return plain;
  }

  /** A line that ends otherwise, or not in the buffer, or is too long. */
  private @Nullable String nextOfPieces() throws IOException {
    int length = 0;
    boolean any = false;
    boolean tooLong = false;
    boolean returned = false;
    while (next < end || fill(next)) {
      byte b = buffer[next];
      if (returned && b != '\r' && b != '\n') {
        break;
      }
      next++;
      any = true;
      if (b == '\n') {
        break;
      }
      if (b == '\r') {
        returned = true;
      } else if (length < MAX_BYTES) {
        line[length++] = b;
      } else {
        tooLong = true;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    if (tooLong) {
      cut++;
    }
    return new String(line, 0, length, UTF_8);
  }

  /** Passes over the next lines that are such frames, as far as they have been read; how many. */
  int pass(FrameLine frame) {
    int passed = 0;
    for (int at = next; at >= 0; at = frame.behind(buffer, at, end)) {
      passed += at == next ? 0 : 1;
      next = at;
    }
    number += passed;
    return passed;
  }

  /**
   * Passes over lines that cannot begin anything, but for the last few before one that may.
   *
   * @param counting whether bugs are only counted, so that nothing in front of their titles matters
   */
  void skip(boolean counting) throws IOException {
    if (next <= wanted) {
      return;
    }
    int searched = next;
    boolean begun = false;
    while (true) {
      int hit = Search.find(buffer, searched, end);
      int counted = number;
      boolean bug = hit >= 0 && Search.isBug(buffer, hit);
      int kept = !bug ? KEPT : counting ? 0 : KEPT_OF_BUG;
      if (passTo(keptBefore(hit < 0 ? end : hit, kept))) {
        return;
      }
      if (hit >= 0) {
        wanted = hit;
        return;
      }
      if (end - next > BUFFER_BYTES / 2 && passTo(keptBefore(end, 0))) {
        return;
      }
      begun &= counted == number;
      if (end - next > BUFFER_BYTES / 2) {
        // a line that never ends: only that it is there is remembered
        begun = true;
        next = end - 1;
      }
      searched = Math.max(end - Search.LONGEST - next, 0);
      if (!fill(next)) {
        if (!passTo(end) && (begun && counted == number || !endsLine())) {
          number++;
        }
        return;
      }
    }
  }

  /** The start of a line so many lines in front of a place, or where it goes on. */
  private int keptBefore(int place, int lines) {
    int left = lines;
    for (int at = place; at > next; at--) {
      if (buffer[at - 1] < ' ' && isLineStart(at) && left-- == 0) {
        return at;
      }
    }
    return next;
  }

  private boolean isLineStart(int at) {
    byte before = buffer[at - 1];
    return before == '\n' || before == '\r' && at < end && buffer[at] != '\n' && buffer[at] != '\r';
  }

  private boolean endsLine() {
    return end == 0 || buffer[end - 1] == '\n';
  }

  /**
   * Goes on at a place that is the start of a line, or of a header of a mail before it, and counts
   * the lines.
   *
   * @return whether it is a header
   */
  private boolean passTo(int place) {
    if (next < place && Search.isHeader(buffer, next, end)) {
      return true;
    }
    byte[] bytes = buffer; // the quick compiler reads a field each time
    for (int at = next + 1; at <= place; at++) {
      at = Controls.find(bytes, at - 1, place) + 1;
      if (at <= place && isLineStart(at)) {
        number++;
        if (Search.isHeader(buffer, at, end)) {
          next = at;
          return true;
        }
      }
    }
    next = place;
    return false;
  }

  /** Reads on; what stands from a place on moves to the start of the buffer. */
  private boolean fill(int keepFrom) throws IOException {
    int keep = end - keepFrom;
    if (keepFrom > 0) {
      System.arraycopy(buffer, keepFrom, buffer, 0, keep);
      next -= keepFrom;
      wanted -= keepFrom;
      end = keep;
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    return true;
  }

  /** How many lines there were so far. */
  int count() {
    return number;
  }

  /** How many of them were cut. */
  int cut() {
    return cut;
  }
}
