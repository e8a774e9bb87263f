// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/** Text of two bytes a character, as some terminals save it, as UTF-8. */
final class Recoded extends InputStream {
  private static final int CHARS = 1 << 13;
  private static final int MARK_BYTES = 3;

  private final Reader text;
  private final char[] chars = new char[CHARS];
  private ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[0]);

  private Recoded(Reader text) {
    this.text = text;
  }

  /** Takes off a byte order mark, and recodes what it says is UTF-16. */
  static InputStream utf8(InputStream in) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, MARK_BYTES);
    byte[] mark = start.readNBytes(MARK_BYTES);
    if (mark.length == MARK_BYTES && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB) {
      return start;
    }
    Charset wide = null;
    if (mark.length >= 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE) {
      wide = UTF_16LE;
    } else if (mark.length >= 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF) {
      wide = UTF_16BE;
    }
    int skipped = wide == null ? 0 : 2;
    start.unread(mark, skipped, mark.length - skipped);
    return wide == null ? start : new Recoded(new InputStreamReader(start, wide));
  }

  @Override
  public int read() throws IOException {
    return refill() ? bytes.read() : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return refill() ? bytes.read(into, offset, length) : -1;
  }

  private boolean refill() throws IOException {
    if (bytes.available() == 0) {
      int count = text.read(chars, 0, CHARS);
      if (count <= 0) {
        return false;
      }
      bytes = new ByteArrayInputStream(new String(chars, 0, count).getBytes(UTF_8));
    }
    return true;
  }
}
