// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import kasan.api.BadInputException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The plain bytes of a log: undoes gzip, zstd, xz and bzip2, told apart by their first bytes. What
 * goes wrong below becomes a {@link BadInputException} that names the file.
 */
public final class LogSource extends InputStream {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int HEAD_BYTES = 6;

  /** Largest zstd window, log2: what {@code zstd --long=31} writes. */
  private static final int ZSTD_WINDOW_LOG = 31;

  /** Memory that an .xz file may ask for; {@code xz -9} needs 65 MiB. */
  private static final int XZ_MEMORY_KIB = 128 * 1024;

  private final InputStream plain;
  private final String label;
  private final boolean compressed;

  private LogSource(InputStream plain, String label, boolean compressed) {
    this.plain = plain;
    this.label = label;
    this.compressed = compressed;
  }

  /**
   * Opens a log.
   *
   * @param label names it in messages
   */
  public static LogSource of(InputStream stored, String label) throws IOException {
    InputStream in = new BufferedInputStream(stored, BUFFER_BYTES);
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.reset();
    try {
      if (begins(head, 0x1f, 0x8b)) {
        return new LogSource(new GZIPInputStream(in, BUFFER_BYTES), label, true);
      }
      if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
        var zstd = new ZstdInputStreamNoFinalizer(in);
        zstd.setLongMax(ZSTD_WINDOW_LOG);
        return new LogSource(zstd, label, true);
      }
      if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
        return new LogSource(
            XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(XZ_MEMORY_KIB)
                .get(),
            label,
            true);
      }
      if (begins(head, 'B', 'Z', 'h') && head.length > 4 && head[4] == 0x31) {
        return new LogSource(new BZip2CompressorInputStream(in, true), label, true);
      }
      return new LogSource(in, label, false);
    } catch (IOException e) {
      throw damaged(label, e);
    }
  }

  /** Whether the stored bytes are not the plain ones. */
  public boolean isCompressed() {
    return compressed;
  }

  @Override
  public void close() throws IOException {
    plain.close();
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

  private static BadInputException damaged(String label, IOException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(java.util.Locale.ROOT);
    boolean cut =
        e instanceof EOFException || lower.contains("truncated") || lower.contains("unexpected");
    return new BadInputException(
        label
            + (cut
                ? ": truncated: the compressed data ends before it should"
                : ": damaged compressed data: " + message.lines().findFirst().orElse("")),
        e);
  }

  @Override
  public int read() throws IOException {
    try {
      return plain.read();
    } catch (IOException e) {
      throw translated(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return plain.read(bytes, offset, length);
    } catch (IOException e) {
      throw translated(e);
    }
  }

  private IOException translated(IOException e) {
    if (compressed) {
      throw damaged(label, e);
    }
    return e;
  }
}
