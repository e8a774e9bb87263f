// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import kasan.api.BadInputException;

/** Little-endian numbers and texts of a stream; knows where it is, for messages. */
public final class BinaryInput implements AutoCloseable {
  private static final int MOST_TEXT = 1 << 12;
  private static final int MOST_SHOWN = 300;

  private final InputStream in;
  private final String label;
  private long at;

  /**
   * Reads on from a stream.
   *
   * @param at where it stands in the file
   */
  public BinaryInput(InputStream in, String label, long at) {
    this.in = in;
    this.label = label;
    this.at = at;
  }

  /** Where the next byte lies in the file. */
  public long at() {
    return at;
  }

  /** The next byte; -1 at the end. */
  public int next() throws IOException {
    int b = in.read();
    at += b < 0 ? 0 : 1;
    return b;
  }

  /** A number of that many bytes, at most 8. */
  public long number(int bytes, String what) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int b = next();
      if (b < 0) {
        throw truncated(what);
      }
      value |= (long) b << (8 * i);
    }
    return value;
  }

  /** An unsigned number of four bytes. */
  public long u32(String what) throws IOException {
    return number(4, what);
  }

  /** A number of eight bytes that is no negative one. */
  public long size(String what) throws IOException {
    long value = number(8, what);
    if (value < 0) {
      throw bad(what + " of " + Long.toUnsignedString(value) + " bytes: the file is damaged");
    }
    return value;
  }

  /** A text up to its null byte. */
  public String text(String what) throws IOException {
    var text = new ByteArrayOutputStream();
    for (int b = next(); b != 0; b = next()) {
      if (b < 0) {
        throw truncated(what);
      }
      if (text.size() == MOST_TEXT) {
        throw bad(what + " without an end: the file is damaged");
      }
      text.write(b);
    }
    return text.toString(UTF_8);
  }

  /**
   * That many bytes.
   *
   * @param most more are refused
   */
  public byte[] bytes(long length, long most, String what) throws IOException {
    if (length < 0 || length > most) {
      throw bad(what + " of " + Long.toUnsignedString(length) + " bytes: the file is damaged");
    }
    byte[] bytes = in.readNBytes((int) length);
    at += bytes.length;
    if (bytes.length < length) {
      throw truncated(what);
    }
    return bytes;
  }

  /** Reads up to that many bytes; fewer at the end. */
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.readNBytes(into, offset, length);
    at += read;
    return read;
  }

  /** Steps over bytes. */
  public void skip(long bytes, String what) throws IOException {
    long left = bytes;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (in.read() < 0) {
          at += bytes - left;
          throw truncated(what);
        }
        skipped = 1;
      }
      left -= skipped;
    }
    at += bytes;
  }

  /** Complains about what lies here. */
  public BadInputException bad(String complaint) {
    return new BadInputException(label + ", byte " + at + ": " + shown(complaint));
  }

  /** Without what would break the line: names out of a file may hold anything. */
  static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "..." : plain;
  }

  private BadInputException truncated(String what) {
    return bad("the file ends within " + what + "; it is truncated");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
