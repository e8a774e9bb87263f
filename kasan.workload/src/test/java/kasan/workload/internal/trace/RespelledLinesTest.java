// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import kasan.api.BadInputException;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines in many spellings are read as regular expressions read them; damaged ones never hang. */
final class RespelledLinesTest {
  private static final int WRITERS = 120;
  private static final int LINES = 60;
  private static final int MUTANTS = 1500;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void rowsAreThoseOfANaiveReader(Dialect dialect) {
    for (long seed = 0; seed < WRITERS; seed++) {
      var speller = new LineSpeller(seed, dialect);
      var text = new StringBuilder();
      var expected = new ArrayList<String>();
      for (int i = 0; i < LINES; i++) {
        String line = speller.line();
        text.append(line).append('\n');
        String row = NaiveTrace.row(line);
        if (row != null) {
          expected.add(row);
        }
      }
      String shown = dialect + " seed " + seed + "\n" + text;
      assertEquals(expected, rows(text.toString(), dialect), shown);
    }
  }

  /** A mutant gives rows or is refused; nothing else may come of it. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void damagedLinesAreReadOrRefused(Dialect dialect) {
    Random random = new Random(11);
    for (int i = 0; i < MUTANTS; i++) {
      var speller = new LineSpeller(i, dialect);
      String text = speller.line() + "\n" + mutate(speller.line(), random) + "\n";
      try {
        rows(text, dialect);
      } catch (BadInputException e) {
        String message = String.valueOf(e.getMessage());
        assertEquals(-1, message.indexOf('\n'), message);
        assertEquals(0, message.indexOf("mutant, line "), message);
      }
    }
  }

  private static String mutate(String line, Random random) {
    var mutant = new StringBuilder(line);
    for (int n = random.nextInt(4); n >= 0 && mutant.length() > 0; n--) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(6)) {
        case 0 -> mutant.setLength(at);
        case 1 -> mutant.deleteCharAt(at);
        case 2 -> mutant.setCharAt(at, (char) random.nextInt(256));
        case 3 -> mutant.insert(at, mutant.substring(at, random.nextInt(at, mutant.length())));
        case 4 -> mutant.setCharAt(at, " =:[]0(-\n\t#".charAt(random.nextInt(11)));
        default -> mutant.delete(at, random.nextInt(at, mutant.length() + 1));
      }
    }
    return mutant.toString();
  }

  private static List<String> rows(String text, Dialect dialect) {
    try (TraceText source =
        new TraceText(
            new ByteArrayInputStream(text.getBytes(UTF_8)),
            "mutant",
            dialect,
            EnumSet.allOf(EventField.class))) {
      return Rows.of(source);
    }
  }
}
