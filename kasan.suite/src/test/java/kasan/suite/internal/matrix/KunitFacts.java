// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kasan.suite.internal.play.Outcome.Result;

/**
 * What KUnit expects of one case of Linux 6.12.
 *
 * @param name of the case
 * @param generic {@code R} for reports, {@code -} for none, {@code skip}
 * @param swTags the same in software-tag mode
 * @param hwTags the same in hardware-tag mode
 * @param classes of the reports in generic mode, each once
 */
record KunitFacts(String name, String generic, String swTags, String hwTags, String classes) {
  /** All, in KUnit's order. */
  static List<KunitFacts> read() {
    try (InputStream in = KunitFacts.class.getResourceAsStream("kunit-6.12.txt")) {
      List<KunitFacts> all = new ArrayList<>();
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.split("\n", -1)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          String classes = String.join(", ", List.of(words).subList(4, words.length));
          all.add(new KunitFacts(words[0], words[1], words[2], words[3], classes));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result that an expectation asks for. */
  static Result result(String expected) {
    return switch (expected) {
      case "R" -> Result.FOUND;
      case "-" -> Result.CLEAN;
      default -> Result.NOT_APPLICABLE;
    };
  }
}
