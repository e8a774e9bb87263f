// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import kasan.api.BadInputException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;

/** Logs are read compressed or not, and in pieces of any size. */
class LogSourceTest {
  private static final byte[] TEXT = text();

  /** Makes a stream that compresses what is written to it. */
  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  @Test
  void everyCompressionIsUndone() throws IOException {
    for (byte[] packed : packed()) {
      assertEquals(new String(TEXT, UTF_8), new String(read(packed), UTF_8));
    }
  }

  @Test
  void aFileThatIsCutOrDamagedIsRefusedInOneLine() throws IOException {
    for (byte[] packed : packed()) {
      byte[] cut = Arrays.copyOf(packed, packed.length / 2);
      String refused = assertThrows(BadInputException.class, () -> read(cut)).getMessage();
      assertEquals(1, refused.lines().count());
      assertTrue(refused.startsWith("log: "), refused);
    }
  }

  @Test
  void linesAreFoundWhereverTheBufferEnds() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      StringBuilder log = new StringBuilder();
      List<String> wanted = new ArrayList<>();
      int lines = 0;
      while (log.length() < 900_000) {
        if (random.nextInt(4000) == 0) {
          wanted.add("line " + lines + " KASAN");
          log.append(wanted.get(wanted.size() - 1));
        } else {
          log.append("x=k".repeat(random.nextInt(40)));
        }
        log.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        lines++;
      }
      LogText text = new LogText(new ByteArrayInputStream(log.toString().getBytes(UTF_8)));
      List<String> found = new ArrayList<>();
      while (true) {
        text.skip(false);
        LogText.Line line = text.next();
        if (line == null) {
          break;
        }
        if (line.text().contains("KASAN")) {
          assertTrue(line.text().startsWith("line " + (line.number() - 1) + " "), line::toString);
          found.add(line.text());
        }
      }
      assertEquals(wanted, found);
      assertEquals(lines, text.lines());
    }
  }

  @Test
  void aLineWithoutEndIsOneLine() throws IOException {
    byte[] bytes = new byte[3_000_000];
    Arrays.fill(bytes, (byte) 'x');
    LogText text = new LogText(new ByteArrayInputStream(bytes));
    text.skip(false);
    assertEquals(null, text.next());
    assertEquals(1, text.lines());
  }

  @Test
  void whatIsPassedOverLosesNoLineThatMayBeginAnything() throws IOException {
    Random random = new Random(7);
    List<String> pieces =
        List.of(
            "BUG: KASAN: x-y in f",
            "KASAN",
            "KASA",
            "KKASANN",
            "kasan: GPF could be caused by NULL-ptr deref or user memory access",
            "NULL-ptr deref",
            "BUG: Double free or freeing an invalid pointer",
            "BUG: Double",
            "=3D=3D=3D=3D=3D",
            "A=3D",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\r\r\n",
            "\u00e9",
            "some words of a driver ",
            "[    1.234567] ");
    List<String> wanted = List.of("KASAN", "NULL-ptr deref or", "BUG: Double free or", "=3D=3D=3D");
    for (int round = 0; round < 300; round++) {
      StringBuilder log = new StringBuilder();
      for (int i = random.nextInt(300); i >= 0; i--) {
        log.append(pieces.get(random.nextInt(pieces.size())));
        log.append("a".repeat(random.nextInt(6)));
      }
      byte[] bytes = log.toString().getBytes(UTF_8);
      assertEquals(matching(bytes, wanted, false), matching(bytes, wanted, true));
    }
  }

  /** Numbers and texts of the lines that hold a text, and how many lines there are. */
  private static List<String> matching(byte[] bytes, List<String> wanted, boolean skips)
      throws IOException {
    ByteLines lines = new ByteLines(new ByteArrayInputStream(bytes));
    List<String> found = new ArrayList<>();
    while (true) {
      if (skips) {
        lines.skip(false);
      }
      String line = lines.next();
      if (line == null) {
        found.add(lines.count() + " lines");
        return found;
      }
      if (wanted.stream().anyMatch(line::contains)) {
        found.add(lines.count() + ": " + line);
      }
    }
  }

  @Test
  void aHeaderOfAMailIsNoticedWhileLinesArePassedOver() throws IOException {
    for (String header : List.of("Content-Transfer-Encoding", "content-transfer-encoding")) {
      String log = "words\n".repeat(50_000) + header + ": base64\n\n" + "S0FTQU4K\n";
      LogText text = new LogText(new ByteArrayInputStream(log.getBytes(UTF_8)));
      List<String> lines = new ArrayList<>();
      while (true) {
        text.skip(false);
        LogText.Line line = text.next();
        if (line == null) {
          break;
        }
        lines.add(line.text());
      }
      assertTrue(lines.contains("KASAN"), lines::toString);
    }
  }

  private static List<byte[]> packed() throws IOException {
    return List.of(
        pack(GZIPOutputStream::new),
        pack(XZCompressorOutputStream::new),
        pack(BZip2CompressorOutputStream::new),
        Zstd.compress(TEXT));
  }

  private static byte[] pack(Packer packer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] stored) throws IOException {
    return LogSource.of(new ByteArrayInputStream(stored), "log").readAllBytes();
  }

  private static byte[] text() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append("[ 1.0] line ").append(random.nextLong()).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }
}
