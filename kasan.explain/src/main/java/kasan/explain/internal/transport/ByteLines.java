// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log as they stand there.
 *
 * <p>A line ends at a line feed, or at a carriage return with something behind it; carriage returns
 * before a line feed belong to the line end. What is longer than {@value #MAX_BYTES} bytes is cut
 * there and counted: printk's own lines are shorter by far. While no report is open, {@link #skip}
 * passes over everything that cannot matter, at the speed of a search. It keeps the last few lines,
 * since a fault is announced before its report.
 */
final class ByteLines {
  static final int MAX_BYTES = 4096;

  /** Lines in front of a wanted one that are handed over, too. */
  static final int KEPT = 12;

  private static final int BUFFER_BYTES = 1 << 18;

  /** What a line must hold to begin anything. */
  private static final byte[][] WANTED = {
    "KASAN".getBytes(US_ASCII),
    "GPF could be caused".getBytes(US_ASCII),
    "Double free or".getBytes(US_ASCII),
    "Content-".getBytes(US_ASCII),
    "=3D=3D=3D".getBytes(US_ASCII)
  };

  private static final byte LINE_FEED = -1;
  private static final byte RETURN = -2;

  /** For each byte the wanted text that begins with it, from 1; 0 for none. */
  private static final byte[] FIRST = firsts();

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line = new byte[MAX_BYTES];
  private final int[] starts = new int[KEPT];
  private int next;
  private int end;
  private int number;
  private int cut;

  ByteLines(InputStream in) {
    this.in = in;
  }

  private static byte[] firsts() {
    byte[] firsts = new byte[256];
    for (int i = 0; i < WANTED.length; i++) {
      firsts[WANTED[i][0]] = (byte) (i + 1);
    }
    firsts['\n'] = LINE_FEED;
    firsts['\r'] = RETURN;
    return firsts;
  }

  /** The next line; null at the end. */
  @Nullable String next() throws IOException {
    int limit = Math.min(end, next + MAX_BYTES);
    for (int at = next; at < limit; at++) {
      byte b = buffer[at];
      if (b == '\n') {
        String text = new String(buffer, next, at - next, UTF_8);
        next = at + 1;
        number++;
        return text;
      }
      if (b == '\r') {
        break;
      }
    }
    return nextOfPieces();
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

  /** Passes over lines that cannot begin anything, but for the last few before one that may. */
  void skip() throws IOException {
    int from = next;
    int at = next;
    int kept = 0;
    boolean begun = false;
    while (true) {
      if (at == end) {
        int oldest = kept == 0 ? from : starts[Math.max(kept - KEPT, 0) % KEPT];
        if (end - oldest > BUFFER_BYTES / 2) {
          kept = 0;
          oldest = from;
        }
        if (end - oldest > BUFFER_BYTES / 2) {
          // a line that never ends: only that it is there is remembered
          begun = true;
          oldest = end;
          from = end;
        }
        if (!fill(oldest)) {
          number += begun || from < end ? 1 : 0;
          next = end;
          return;
        }
        at -= oldest;
        from -= oldest;
        for (int i = 0; i < KEPT; i++) {
          starts[i] -= oldest;
        }
      }
      byte kind = FIRST[buffer[at++] & 0xFF];
      if (kind == 0) {
        continue;
      }
      if (kind > 0) {
        if (isWanted(WANTED[kind - 1], at - 1)) {
          int count = Math.min(kept, KEPT);
          next = count == 0 ? from : starts[(kept - count) % KEPT];
          number -= count;
          return;
        }
      } else if (kind == LINE_FEED || at < end && buffer[at] != '\n' && buffer[at] != '\r') {
        starts[kept % KEPT] = from;
        kept++;
        from = at;
        begun = false;
        number++;
      }
    }
  }

  /** Also true where the buffer ends too early to tell; then the line is looked at by others. */
  private boolean isWanted(byte[] wanted, int at) {
    int length = Math.min(wanted.length, end - at);
    for (int i = 1; i < length; i++) {
      if (buffer[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads on; what stands from a place on moves to the start of the buffer. */
  private boolean fill(int keepFrom) throws IOException {
    int keep = end - keepFrom;
    if (keepFrom > 0) {
      System.arraycopy(buffer, keepFrom, buffer, 0, keep);
      next -= keepFrom;
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
