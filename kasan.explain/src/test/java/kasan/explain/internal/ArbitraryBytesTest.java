// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.explain.internal.log.Fixtures;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import kasan.report.internal.linux.LinuxReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 10 MB of anything are explained or refused; so is every damaged report. */
class ArbitraryBytesTest {
  private static final int TEN_MB = 10_000_000;
  private static final List<String> FIXTURES =
      List.of(
          "slab-use-after-free",
          "contexts",
          "arm64",
          "linux-4.4",
          "linux-4.9",
          "linux-5.4-stack",
          "linux-6.5-vmalloc");

  static Stream<String> patterns() {
    return Stream.of(
        "\n",
        "\r",
        "\0",
        "[",
        "[    1.000000]",
        "[    1.000000][  T1] ",
        "> ",
        "=",
        "^",
        "\u001b[",
        "+0x1/0x2 ",
        "BUG: KASAN: ",
        "BUG: KASAN: a-b in ",
        "KASAN: a-b in range [",
        "BUG: KASAN: slab-out-of-bounds in f+0x1/0x2\n",
        "BUG: KASAN: use-after-free in f+0x1/0x2\nCall Trace:\n f+0x1/0x2\n",
        """
        BUG: KASAN: use-after-free in f+0x1/0x2
        Memory state around the buggy address:
        >ffff888003f85d00: 00 03 fc
        """);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void tenMegabytesOfOnePattern(String pattern) throws IOException {
    byte[] unit = pattern.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[TEN_MB];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = unit[i % unit.length];
    }
    explainedOrRefused(bytes);
  }

  /** One report that never ends: its parts repeat. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " f+0x1/0x2\n",
        "Allocated by task 1:\n f+0x1/0x2\n",
        "Last potentially related work creation:\n f+0x1/0x2\n",
        "Memory state around the buggy address:\n ffff888003f85d00: 00 03 fc\n",
        "This frame has 1 object:\n [1, 2) 'a'\n",
        "page: refcount:1\n",
        "what is this\n"
      })
  void tenMegabytesOfOneReport(String part) throws IOException {
    StringBuilder text = new StringBuilder("BUG: KASAN: use-after-free in f+0x1/0x2\n");
    text.append("Read of size 1 at addr ffff888003f85d08 by task a/1\nCall Trace:\n");
    text.append("The buggy address belongs to stack of task a/1\nCall Trace:\n");
    text.append(part.repeat(TEN_MB / part.length()));
    explainedOrRefused(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tenMegabytesOfRandomBytes(long seed) throws IOException {
    byte[] bytes = new byte[TEN_MB];
    new Random(seed).nextBytes(bytes);
    explainedOrRefused(bytes);
  }

  /** Random characters of those that reports are made of. */
  @Test
  void tenMegabytesOfTheAlphabetOfReports() throws IOException {
    byte[] letters = " \n[]0123456789abcdef:x+/=>^BUGKASNin-".getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(4);
    byte[] bytes = new byte[TEN_MB];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = letters[random.nextInt(letters.length)];
    }
    explainedOrRefused(bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void damagedReports(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 1500; round++) {
      byte[] bytes = fixture(random).getBytes(StandardCharsets.UTF_8);
      int damages = 1 + random.nextInt(8);
      for (int i = 0; i < damages; i++) {
        bytes = damage(bytes, random);
      }
      explainedOrRefused(bytes);
    }
  }

  private static String fixture(Random random) {
    return Fixtures.text(FIXTURES.get(random.nextInt(FIXTURES.size())));
  }

  private static byte[] damage(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(40), bytes.length - at);
    return switch (random.nextInt(7)) {
      case 0 -> {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        yield changed;
      }
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> Arrays.copyOfRange(bytes, at, bytes.length);
      case 3 ->
          join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
      case 4 -> {
        byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
        int to = random.nextInt(bytes.length);
        yield join(Arrays.copyOf(bytes, to), piece, Arrays.copyOfRange(bytes, to, bytes.length));
      }
      case 5 -> shuffled(bytes, random);
      default -> {
        byte[] other = fixture(random).getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(other.length);
        yield join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, from, other.length));
      }
    };
  }

  /** Two lines change places. */
  private static byte[] shuffled(byte[] bytes, Random random) {
    List<String> lines =
        new ArrayList<>(new String(bytes, StandardCharsets.ISO_8859_1).lines().toList());
    if (lines.size() > 1) {
      int first = random.nextInt(lines.size());
      int second = random.nextInt(lines.size());
      String line = lines.get(first);
      lines.set(first, lines.get(second));
      lines.set(second, line);
    }
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static void explainedOrRefused(byte[] bytes) throws IOException {
    Findings result;
    try {
      result =
          (Findings) new DmesgExplainer().explain(Path.of("f"), new ByteArrayInputStream(bytes));
    } catch (BadInputException refused) {
      assertEquals(1, refused.getMessage().lines().count());
      return;
    }
    assertEquals(result.findings().size(), ((List<?>) result.tree().get("reports")).size());
    assertTrue(result.sections().size() >= Math.min(result.findings().size(), 1000));
    for (Finding finding : result.findings()) {
      assertTrue(!LinuxReport.lines(finding).isEmpty());
    }
  }
}
