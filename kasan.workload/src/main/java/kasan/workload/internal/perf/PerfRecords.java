// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import kasan.workload.internal.format.BinaryInput;
import org.jspecify.annotations.Nullable;

/**
 * Records one after the other: each begins with its type and its size. Compressed ones hold a piece
 * of one zstd stream, whose contents are records again; one may begin in a piece and end in the
 * next.
 */
final class PerfRecords {
  static final int LOST = 2;
  static final int SAMPLE = 9;
  static final int LOST_SAMPLES = 13;
  static final int HEADER_ATTR = 64;
  static final int TRACING_DATA = 66;
  static final int FINISHED_ROUND = 68;

  private static final int AUXTRACE = 71;
  private static final int COMPRESSED = 81;
  private static final int COMPRESSED2 = 83;
  private static final int HEADER_BYTES = 8;
  private static final int MOST_BYTES = 1 << 16;

  private final BinaryInput in;
  private long left;
  private final byte[] outer = new byte[MOST_BYTES];
  private final byte[] inner = new byte[2 * MOST_BYTES];
  private int innerAt;
  private int innerEnd;
  private final Pieces pieces = new Pieces();
  private @Nullable ZstdInputStreamNoFinalizer plain;

  /** The record that was read last: its type, and its bytes behind the header. */
  int type;

  ByteBuffer body = ByteBuffer.allocate(0);

  /**
   * @param bytes that the records take; {@link Long#MAX_VALUE} for all up to the end
   */
  PerfRecords(BinaryInput in, long bytes) {
    this.in = in;
    this.left = bytes;
  }

  /** Where outer records are read: what follows one, in a pipe. */
  BinaryInput place() {
    return in;
  }

  /** Counts bytes that the caller took from behind a record. */
  void taken(long bytes) {
    left -= left == Long.MAX_VALUE ? 0 : Math.min(left, bytes);
  }

  /** Reads the next record; false at the end. */
  boolean next() throws IOException {
    while (true) {
      if (nextInner()) {
        return true;
      }
      if (!nextOuter()) {
        if (innerEnd > innerAt) {
          throw in.bad("the file ends within a compressed record; it is truncated");
        }
        return false;
      }
      if (type != COMPRESSED && type != COMPRESSED2) {
        return true;
      }
      int from = type == COMPRESSED2 ? Long.BYTES : 0;
      long bytes = body.remaining();
      if (type == COMPRESSED2) {
        bytes = body.remaining() < Long.BYTES ? -1 : body.getLong(body.position());
      }
      if (bytes < 0 || bytes > body.remaining() - from) {
        throw in.bad("a compressed record that is too short; the file is damaged");
      }
      pieces.give(outer, body.position() + from, (int) bytes);
    }
  }

  private boolean nextOuter() throws IOException {
    if (left == 0) {
      return false;
    }
    int read = in.read(outer, 0, (int) Math.min(HEADER_BYTES, left));
    if (read == 0 && left == Long.MAX_VALUE) {
      return false;
    }
    if (read < HEADER_BYTES) {
      throw in.bad("the file ends within the header of a record; it is truncated");
    }
    ByteBuffer header = ByteBuffer.wrap(outer).order(ByteOrder.LITTLE_ENDIAN);
    type = header.getInt(0);
    int size = Short.toUnsignedInt(header.getShort(6));
    if (size < HEADER_BYTES) {
      throw in.bad("a record of " + size + " bytes; the file is damaged");
    }
    if (in.read(outer, HEADER_BYTES, size - HEADER_BYTES) < size - HEADER_BYTES) {
      throw in.bad("the file ends within a record; it is truncated");
    }
    left -= left == Long.MAX_VALUE ? 0 : Math.min(left, size);
    body = header.position(HEADER_BYTES).limit(size);
    if (type == AUXTRACE && size >= 2 * HEADER_BYTES) {
      long bytes = header.getLong(HEADER_BYTES);
      if (bytes < 0) {
        throw in.bad("trace data of a negative size; the file is damaged");
      }
      in.skip(bytes, "trace data of hardware");
      taken(bytes);
    }
    return true;
  }

  /** A record out of what was decompressed; false when none is whole. */
  private boolean nextInner() throws IOException {
    while (true) {
      int held = innerEnd - innerAt;
      if (held >= HEADER_BYTES) {
        ByteBuffer header = ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN);
        int size = Short.toUnsignedInt(header.getShort(innerAt + 6));
        if (size < HEADER_BYTES) {
          throw in.bad("a compressed record of " + size + " bytes; the file is damaged");
        }
        if (held >= size) {
          type = header.getInt(innerAt);
          body = header.position(innerAt + HEADER_BYTES).limit(innerAt + size);
          innerAt += size;
          return true;
        }
      }
      if (!pieces.any() || !decompress()) {
        return false;
      }
    }
  }

  private boolean decompress() throws IOException {
    System.arraycopy(inner, innerAt, inner, 0, innerEnd - innerAt);
    innerEnd -= innerAt;
    innerAt = 0;
    try {
      if (plain == null) {
        plain = new ZstdInputStreamNoFinalizer(pieces);
        plain.setContinuous(true);
      }
      int read = plain.read(inner, innerEnd, inner.length - innerEnd);
      innerEnd += Math.max(0, read);
      return read > 0;
    } catch (IOException e) {
      throw in.bad("a compressed record cannot be decompressed: " + e.getMessage());
    }
  }

  void close() throws IOException {
    if (plain != null) {
      plain.close();
    }
    in.close();
  }

  /** The pieces of the compressed stream, as they come; ends after each, for the time being. */
  private static final class Pieces extends InputStream {
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean given;

    void give(byte[] from, int start, int length) {
      bytes = Arrays.copyOfRange(from, start, start + length);
      at = 0;
      end = length;
      given = true;
    }

    boolean any() {
      return given;
    }

    @Override
    public int read() {
      return at < end ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == end) {
        return -1;
      }
      int part = Math.min(length, end - at);
      System.arraycopy(bytes, at, into, offset, part);
      at += part;
      return part;
    }
  }
}
