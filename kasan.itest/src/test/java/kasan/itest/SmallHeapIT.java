// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verbs in a heap that is too small for them: one line that says so, and what gives more; no blame
 * for readers or schemes, no stack trace, no file that is half written.
 */
class SmallHeapIT {
  private static final String RECORDING =
      Product.script().resolveSibling("recordings").resolve("tree-cold").toString();

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx24m compare --out result.html",
        "-Xmx32m compare --format json --out result.json",
        "-Xmx40m compare",
        "-Xmx24m derive RECORDING --out result.load",
        "-Xmx32m run RECORDING --scheme original",
        "-Xmx32m run fork-exec --scheme page",
      })
  void oneLineSaysThatTheHeapIsTooSmall(String line) throws Exception {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    String heap = words.remove(0);
    words.replaceAll(word -> word.equals("RECORDING") ? RECORDING : word);

    KasanProcess verb = KasanProcess.run(home, heap, "", words);

    assertAll(
        () -> assertEquals("", verb.out()),
        () ->
            assertTrue(
                verb.err()
                    .matches(
                        "kasan: (\\S+: |run-1 broke off: )the Java heap of [0-9]+ MiB is too small"
                            + " for this; KASAN_JAVA_OPTS=-Xmx4g, say, gives more\n"),
                verb.err()),
        () -> assertEquals(2, verb.status()));
    for (String file : List.of("result.html", "result.json", "result.load")) {
      assertFalse(Files.exists(home.resolve(file)), file);
    }
  }
}
