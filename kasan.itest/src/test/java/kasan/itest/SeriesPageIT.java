// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of docs/series.md are ones that a reader can type. */
class SeriesPageIT {
  private static final Path ROOT = Product.script().toAbsolutePath().normalize().getParent();
  private static final Pattern FIGURE = Pattern.compile("\\d[\\d,.]*\\d");
  private static final Pattern COMMAND = Pattern.compile("(?m)^    (\\d+) +(\\./kasan .*)$");

  @TempDir private Path scratch;

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/series.md"));
  }

  static List<String> commands() throws IOException {
    return COMMAND.matcher(page()).results().map(found -> found.group(2)).toList();
  }

  /** Figures of the answers that a command stands behind; what was posted is in parentheses. */
  private static List<String> figures(int command) throws IOException {
    List<String> figures = new ArrayList<>();
    for (String row :
        page().lines().filter(line -> line.endsWith("| " + command + " |")).toList()) {
      String answer = row.split("\\|", -1)[2].replaceAll("\\([^)]*\\)", "");
      FIGURE.matcher(answer).results().forEach(found -> figures.add(found.group()));
    }
    return figures;
  }

  @Test
  void answersHaveFigures() throws IOException {
    assertEquals(List.of("37,372", "3,164,668", "33,272"), figures(2));
    int all = 0;
    for (int command = 1; command <= 8; command++) {
      all += figures(command).size();
    }
    assertTrue(all >= 14, "only " + all);
  }

  /** A suite with a miss says 1, which is what the page is about. */
  @ParameterizedTest
  @MethodSource("commands")
  void commandAnswers(String line) throws Exception {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    var builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(ROOT.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("KASAN_JAVA_OPTS");
    int status = builder.start().waitFor();
    assertEquals("", Files.readString(err));
    assertTrue(status == 0 || status == 1 && line.contains(" suite "), line);
    String said = Files.readString(out);
    assertFalse(said.isBlank());
    for (String figure : figures(commands().indexOf(line) + 1)) {
      assertTrue(
          Pattern.compile("(?<![\\d,.])" + Pattern.quote(figure) + "(?![\\d,.]*\\d)")
              .matcher(said)
              .find(),
          () -> figure + " is not in what " + line + " prints:\n" + said);
    }
  }

  /** Each command is numbered in order, and the tables name no other. */
  @Test
  void numbersAreThoseOfTheCommands() throws IOException {
    List<Integer> numbers =
        COMMAND.matcher(page()).results().map(found -> Integer.valueOf(found.group(1))).toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertEquals(i + 1, numbers.get(i));
    }
    List<MatchResult> named =
        Pattern.compile("[Cc]ommand (\\d+)|\\| (\\d+) \\|").matcher(page()).results().toList();
    assertFalse(named.isEmpty());
    for (MatchResult each : named) {
      String number = each.group(1) == null ? each.group(2) : each.group(1);
      assertTrue(numbers.contains(Integer.valueOf(number)), each.group());
    }
  }
}
