// SPDX-License-Identifier: Apache-2.0
package kasan.api.text;

import static java.nio.charset.StandardCharsets.UTF_16;
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
import org.jspecify.annotations.Nullable;

/** Text of two or four bytes a character, as some terminals save it, as UTF-8. */
public final class PlainText extends InputStream {
  private static final int CHARS = 1 << 13;
  private static final int HEAD_BYTES = 64;

  private final Reader text;
  private final char[] chars = new char[CHARS];
  private ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[0]);

  private PlainText(Reader text) {
    this.text = text;
  }

  /**
   * Takes off a byte order mark, and recodes UTF-16 and UTF-32, told by their mark or by where
   * plain letters have their zero bytes. The first bytes are read at once.
   */
  public static InputStream utf8(InputStream in) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, HEAD_BYTES);
    byte[] head = start.readNBytes(HEAD_BYTES);
    boolean marked = begins(head, 0xEF, 0xBB, 0xBF);
    Charset wide = marked ? null : wide(head);
    start.unread(head, marked ? 3 : 0, head.length - (marked ? 3 : 0));
    return wide == null ? start : new PlainText(new InputStreamReader(start, wide));
  }

  /** What a byte order mark says, or where the zero bytes of plain letters are; null for UTF-8. */
  private static @Nullable Charset wide(byte[] head) {
    if (begins(head, 0xFF, 0xFE, 0, 0) || begins(head, 0, 0, 0xFE, 0xFF)) {
      return Charset.forName("UTF-32");
    }
    if (begins(head, 0xFF, 0xFE) || begins(head, 0xFE, 0xFF)) {
      return UTF_16;
    }
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
    }
    int most = head.length / 2 * 3 / 4;
    if (head.length < HEAD_BYTES || zeros[0] > 0 && zeros[1] > 0) {
      return null;
    }
    return zeros[1] >= most ? UTF_16LE : zeros[0] >= most ? UTF_16BE : null;
  }

  private static boolean begins(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
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
