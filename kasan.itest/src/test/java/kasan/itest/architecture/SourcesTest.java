// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Where a fact comes from can be looked up: each citation leads to a section of docs/sources.md.
 */
class SourcesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CITATION = Pattern.compile("sources\\.md#([a-z0-9-]*)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final List<String> TEXTS = List.of(".java", ".md", ".properties");

  @Test
  void everyCitationLeadsToASection() throws IOException {
    Set<String> anchors = anchors();
    var cited = new TreeSet<String>();
    for (Path file : files()) {
      cited.addAll(citations(Files.readString(file)));
    }
    assertTrue(cited.size() >= 8, cited::toString);
    cited.removeAll(anchors);
    assertEquals(Set.of(), cited, "sections that docs/sources.md does not have");
  }

  @Test
  void aCitationThatLeadsNowhereIsSeen() throws IOException {
    Set<String> cited = citations("see docs/sources.md" + "#no-such-section, too");
    assertEquals(Set.of("no-such-section"), cited);
    assertTrue(!anchors().contains("no-such-section"));
  }

  private static Set<String> anchors() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/sources.md"));
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static Set<String> citations(String text) {
    return CITATION
        .matcher(text)
        .results()
        .map(citation -> citation.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> TEXTS.stream().anyMatch(file.toString()::endsWith))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
