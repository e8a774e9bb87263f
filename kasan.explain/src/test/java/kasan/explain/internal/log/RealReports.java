// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The nine reports of a real kernel 6.12, one a bug class, found through the system property {@code
 * kasan.reports}.
 */
public final class RealReports {
  private RealReports() {}

  /** The folder; skips the test that asks where there is none. */
  static Path folder() {
    String property = System.getProperty("kasan.reports");
    assumeTrue(property != null, "kasan.reports is not set");
    return Path.of(property);
  }

  /** Names of all nine, without {@code .txt}. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> name.substring(0, name.length() - ".txt".length()))
              .sorted()
              .toList();
      assertEquals(9, names.size());
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a report as the console had it. */
  public static String text(String name) {
    try {
      return Files.readString(folder().resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a report without time stamps, by the plainest means. */
  static List<String> withoutStamps(String name) {
    return text(name).lines().map(line -> line.replaceFirst("^\\[ *\\d+\\.\\d+\\] ?", "")).toList();
  }

  /** Reads a text. */
  public static ReportParser.Log parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  static ReportParser.Log parse(byte[] text) {
    try {
      return ReportParser.read(new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
