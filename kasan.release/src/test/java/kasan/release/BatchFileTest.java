// SPDX-License-Identifier: Apache-2.0
package kasan.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The start script for Windows passes to Java what that for bash passes. */
class BatchFileTest {
  /** Needs what the one system has and the other has not. */
  private static final List<String> ELSEWHERE =
      List.of(
          "-XX:+UseTransparentHugePages",
          "-XX:SharedArchiveFile",
          "-Xlog:cds",
          "-Djava.io.tmpdir",
          "-Dkasan.columns",
          "-Dkasan.colour");

  private static final Pattern BASH = Pattern.compile("options\\+=\\(([^)]*)\\)");
  private static final Pattern BATCH =
      Pattern.compile(
          "set \"options=(?:%options%)? ?([^\"]*)\"|^\"%java%\"(.*)-jar", Pattern.MULTILINE);
  private static final Pattern VERBS_OF_BASH = Pattern.compile("'' \\| ([^)]*bench[^)]*)\\) ;;");
  private static final Pattern VERBS_OF_BATCH =
      Pattern.compile("for %%V in \\((.*)\\) do if \"%~1\"");

  private final String bash = read(Path.of("../kasan.launch/start.bash"));
  private final String batch = read(Path.of("bin/kasan.bat"));

  @Test
  void optionsAreTheSame() {
    Set<String> expected = options(BASH, bash);
    assertTrue(expected.size() > 10, expected::toString);
    assertEquals(expected, options(BATCH, batch));
  }

  @Test
  void theSameVerbsGoOnForLong() {
    assertEquals(
        Set.of(first(VERBS_OF_BASH, bash).split(" \\| ", -1)),
        Set.of(first(VERBS_OF_BATCH, batch).split(" ", -1)));
  }

  /** cmd.exe looks for labels in lines that end as its own do, and for {@code else} on one. */
  @Test
  void everyLabelIsThereAndEveryBlockIsClosed() {
    var labels = new TreeSet<String>();
    var jumps = new TreeSet<String>();
    int depth = 0;
    for (String line : batch.lines().toList()) {
      if (line.startsWith(":")) {
        labels.add(line.substring(1));
      }
      if (line.contains("goto ")) {
        jumps.add(line.substring(line.indexOf("goto ") + 5));
      }
      depth += line.endsWith(" (") ? 1 : line.equals(")") ? -1 : 0;
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
      assertEquals(0, line.chars().filter(c -> c == '"').count() % 2, line);
    }
    assertEquals(labels, jumps);
    assertEquals(0, depth);
  }

  private static Set<String> options(Pattern where, String script) {
    return where
        .matcher(script)
        .results()
        .map(BatchFileTest::group)
        .flatMap(text -> Arrays.stream(text.split("\\s+", -1)))
        .map(
            word ->
                word.replace("\"", "")
                    .replace("$home", "HOME")
                    .replace("%home%", "HOME")
                    .replace('\\', '/'))
        .filter(word -> word.startsWith("-"))
        .filter(word -> ELSEWHERE.stream().noneMatch(word::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String group(MatchResult found) {
    return found.groupCount() > 1 && found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static String first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
