// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.SchemeCoverage;

/**
 * What built-in cases come to on the schemes that ship: {@code coverage.txt}, a line each of
 * scheme, component, mode, instrumentation, found, of. A test runs the suite and holds the file
 * against it.
 */
public final class KnownCoverage {
  private static final String FILE = "/kasan/suite/coverage.txt";
  private static final int SCHEME = 0;
  private static final int COMPONENT = 1;
  private static final int INSTRUMENTATION = 3;
  private static final int FOUND = 4;
  private static final int OF = 5;

  private KnownCoverage() {}

  /** All of it. */
  public static List<SchemeCoverage> read() {
    try (InputStream in = KnownCoverage.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + FILE);
      }
      List<SchemeCoverage> all = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.split("\n", -1)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          all.add(
              new SchemeCoverage(
                  words[SCHEME],
                  words[COMPONENT],
                  words[INSTRUMENTATION],
                  Long.parseLong(words[FOUND]),
                  Long.parseLong(words[OF])));
        }
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
