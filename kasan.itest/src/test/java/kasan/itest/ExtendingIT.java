// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of EXTENDING.md and README.md is compiled, becomes a bundle, and works. */
class ExtendingIT {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
  private static final Pattern CLASS = Pattern.compile("(?m)^public final class (\\w+)");

  /** What an example without imports needs. */
  private static final String IMPORTS =
      """
      package example.scheme;

      import kasan.api.option.*;
      import kasan.api.scheme.*;
      import kasan.generic.*;
      import org.osgi.service.component.annotations.*;

      """;

  @TempDir private Path home;

  @BeforeEach
  void buildAllExamples() throws Exception {
    List<String> examples = new ArrayList<>(examples("EXTENDING.md"));
    examples.addAll(examples("README.md"));
    assertEquals(4, examples.size(), "a workload, a verb, a listener, a scheme");
    Files.createDirectories(home.resolve("bundles"));
    for (int i = 0; i < examples.size(); i++) {
      String text = examples.get(i);
      build(text.contains("package ") ? text : IMPORTS + text, "example" + i);
    }
  }

  private static List<String> examples(String file) throws IOException {
    String text = Files.readString(Product.script().resolveSibling(file));
    return EXAMPLE.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private void build(String source, String name) throws Exception {
    Path classes = Files.createDirectories(home.resolve(name));
    Path file = Files.writeString(classes.resolve(first(CLASS, source) + ".java"), source);
    var said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-proc:none",
                "-Xlint:-options",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    assertEquals(0, status, said::toString);
    Files.delete(file);
    try (var builder = new Builder()) {
      builder.setBundleSymbolicName("example." + name);
      builder.setBundleVersion("1.0.0");
      builder.setPrivatePackage(first(PACKAGE, source));
      builder.addClasspath(classes.toFile());
      for (String entry :
          System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
        if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
          builder.addClasspath(Path.of(entry).toFile());
        }
      }
      try (Jar jar = builder.build()) {
        assertTrue(builder.isOk(), () -> builder.getErrors().toString());
        jar.write(home.resolve("bundles").resolve(name + ".jar").toFile());
      }
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  private KasanProcess kasan(String... words) throws Exception {
    return KasanProcess.run(home, "", List.of(words));
  }

  @Test
  void theVerbSaysHowMuchShadowIsNeeded() throws Exception {
    KasanProcess said = kasan("shadow-size", "1024", "--granule", "16");
    assertEquals("", said.err());
    assertEquals("65536 kB of shadow\n", said.out());
    assertEquals(0, said.status());

    KasanProcess csv = kasan("shadow-size", "1024", "--format", "csv");
    assertTrue(csv.out().contains("131072"), csv.out());

    KasanProcess refused = kasan("shadow-size", "1024", "--granule", "64");
    assertEquals(
        "kasan: shadow-size: --granule takes a whole number from 8 to 32, not '64'\n",
        refused.err());
    assertEquals(2, refused.status());

    KasanProcess help = kasan("help", "shadow-size");
    assertTrue(help.out().contains("memory that one shadow byte describes"), help.out());
    assertTrue(kasan("help").out().contains("shadow-size"), help.out());
  }

  @Test
  void theWorkloadRunsOnTheScheme() throws Exception {
    KasanProcess ran =
        kasan(
            "run",
            "night-shift",
            "--ram",
            "256M",
            "--scheme",
            "original",
            "--swap",
            "50%=mine",
            "--format",
            "json");
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("\"night-shift\""), ran.out());
    assertTrue(ran.out().contains("\"mine\""), ran.out());
    assertEquals(0, ran.status(), ran.out());
  }

  @Test
  void theListenerHearsOfARun() throws Exception {
    KasanProcess ran =
        KasanProcess.run(home, "run night-shift --ram 256M --scheme original\npeaks\n", List.of());

    assertEquals("", ran.err());
    Matcher peak = Pattern.compile("run-1: at most (\\d+) kB of shadow").matcher(ran.out());
    assertTrue(peak.find(), ran.out());
    long kb = Long.parseLong(peak.group(1));
    assertTrue(kb >= 256 * 1024 / 8, "an eighth of RAM at least: " + kb);
  }
}
