// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A text without what stands in front of each of its lines. */
public final class PrefixedText extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final LinePrefix prefix;
  private byte[] raw = new byte[BUFFER_BYTES];
  private int rawEnd;

  /** Whole lines, cut. */
  private byte[] text = new byte[BUFFER_BYTES];

  private int at;
  private int end;
  private boolean ended;

  /**
   * Starts to read.
   *
   * @param in closed with this
   */
  public PrefixedText(InputStream in, LinePrefix prefix) {
    this.in = in;
    this.prefix = prefix;
  }

  @Override
  public int read() throws IOException {
    return fill() ? text[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(text, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return at < end ? end - at : in.available();
  }

  private boolean fill() throws IOException {
    while (at == end && !ended) {
      at = 0;
      end = 0;
      if (rawEnd == raw.length) {
        raw = Arrays.copyOf(raw, raw.length * 2); // a line that does not end
      }
      int count = in.read(raw, rawEnd, raw.length - rawEnd);
      ended = count < 0;
      rawEnd += Math.max(count, 0);
      text = text.length < raw.length ? new byte[raw.length] : text;
      cutLines();
    }
    return at < end;
  }

  private void cutLines() {
    int from = 0;
    while (from < rawEnd) {
      int lineEnd = ByteSearch.find(raw, from, rawEnd, (byte) '\n');
      if (lineEnd == rawEnd && !ended) {
        break;
      }
      int begin = from + prefix.behind(line(from, lineEnd));
      int next = Math.min(lineEnd + 1, rawEnd);
      System.arraycopy(raw, begin, text, end, next - begin);
      end += next - begin;
      from = next;
    }
    System.arraycopy(raw, from, raw, 0, rawEnd - from);
    rawEnd -= from;
  }

  private String line(int from, int lineEnd) {
    int last = lineEnd > from && raw[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    return new String(raw, from, last - from, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
