// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import kasan.api.BadInputException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Undoes .gz, .zst, .xz and .bz2, told apart by their first bytes. What goes wrong below becomes a
 * {@link BadInputException} that names the file.
 */
final class Decompression extends InputStream {
  private static final int BUFFER_BYTES = 1 << 17;

  /** Largest zstd window, log2: what {@code zstd --long=31} writes. */
  private static final int MAX_WINDOW_LOG = 31;

  /** Memory that an .xz file may ask for; {@code xz -9} needs 65 MiB. */
  private static final int XZ_MEMORY_KB = 128 << 10;

  private final InputStream plain;
  private final String label;

  private Decompression(InputStream plain, String label) {
    this.plain = plain;
    this.label = label;
  }

  /**
   * Decompresses a stream; takes it over, also when it throws.
   *
   * @param path by whose suffix compression is expected
   * @param label names the file in messages
   */
  static InputStream of(InputStream stored, String path, String label) throws IOException {
    InputStream in = new BufferedInputStream(stored, BUFFER_BYTES);
    try {
      in.mark(Refusal.HEAD_BYTES);
      byte[] head = in.readNBytes(Refusal.HEAD_BYTES);
      in.reset();
      if (isZstd(head)) {
        var zstd = new ZstdInputStreamNoFinalizer(in);
        zstd.setLongMax(MAX_WINDOW_LOG);
        return new Decompression(zstd, label);
      }
      if (isGzip(head)) {
        return new Decompression(new GZIPInputStream(in, BUFFER_BYTES), label);
      }
      if (isXz(head)) {
        return new Decompression(new XZInputStream(in, XZ_MEMORY_KB), label);
      }
      if (isBzip2(head)) {
        return new Decompression(new BZip2CompressorInputStream(in, true), label);
      }
      String suffix = MemberInput.suffix(path);
      String refusal = Refusal.ofStandIn(head);
      if (refusal == null && head.length == 0 && !suffix.isEmpty()) {
        refusal = "empty file; expected " + format(suffix) + " data";
      }
      if (refusal == null && !suffix.isEmpty()) {
        refusal = "not " + format(suffix) + " data, as its name says";
      }
      if (refusal != null) {
        throw new BadInputException(label + ": " + refusal);
      }
      return new Decompression(in, label);
    } catch (IOException e) {
      in.close();
      throw damaged(label, e);
    } catch (BadInputException e) {
      in.close();
      throw e;
    }
  }

  private static String format(String suffix) {
    return switch (suffix) {
      case ".gz" -> "gzip";
      case ".zst" -> "zstd";
      case ".xz" -> "xz";
      default -> "bzip2";
    };
  }

  private static boolean isXz(byte[] head) {
    return starts(head, 0xfd, '7', 'z', 'X', 'Z', 0);
  }

  /** The block size, then the magic of a block or of the end of an empty stream. */
  private static boolean isBzip2(byte[] head) {
    return starts(head, 'B', 'Z', 'h')
        && head.length >= 10
        && (head[4] == 0x31 || head[4] == 0x17)
        && head[3] >= '1'
        && head[3] <= '9';
  }

  private static boolean starts(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** A zstd frame, or a skippable frame before one. */
  static boolean isZstd(byte[] head) {
    return head.length >= 4
        && ((head[0] == 0x28 && (head[1] & 0xff) == 0xb5)
            || ((head[0] & 0xf0) == 0x50 && head[1] == 0x2a))
        && (head[2] == 0x2f || head[2] == 0x4d)
        && ((head[3] & 0xff) == 0xfd || head[3] == 0x18);
  }

  static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  /** In words what a decoder complains of. */
  static BadInputException damaged(String label, IOException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (e instanceof EOFException
        || lower.contains("truncated")
        || lower.contains("unexpected end")) {
      return new BadInputException(label + ": truncated: the data ends before it should", e);
    }
    if (lower.contains("end header not found")) {
      return new BadInputException(label + ": truncated: a zip archive without its end", e);
    }
    return new BadInputException(label + ": damaged: " + message, e);
  }

  @Override
  public int read() throws IOException {
    try {
      return plain.read();
    } catch (IOException e) {
      throw damaged(label, e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return plain.read(bytes, offset, length);
    } catch (IOException e) {
      throw damaged(label, e);
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    try {
      return plain.skip(bytes);
    } catch (IOException e) {
      throw damaged(label, e);
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
