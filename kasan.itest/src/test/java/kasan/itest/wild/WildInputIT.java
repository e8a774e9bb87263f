// SPDX-License-Identifier: Apache-2.0
package kasan.itest.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import kasan.itest.ProductTest;
import kasan.itest.wild.Expectation.Answer;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs and traces from the wild, in a folder that the system property {@code kasan.wild} names:
 * beside NAME.txt, or the folder NAME, stands in NAME.expected what is expected of it.
 */
class WildInputIT extends ProductTest {
  private static final String EXPECTED = ".expected";

  /** Expectations of command lines, which people try. */
  private static final List<String> BY_HAND =
      List.of("derive-needs-ram", "record-ctrl-c", "record-same-folder", "stdin");

  @Inject private CommandProcessor processor;

  @ParameterizedTest
  @ValueSource(strings = {"explain", "trace"})
  void everyInputGivesWhatIsExpectedOfIt(String kind) throws Exception {
    String root = System.getProperty("kasan.wild");
    assumeTrue(root != null, "no -Dkasan.wild");
    var wrong = new ArrayList<String>();
    List<Path> all = expectations(Path.of(root, kind));
    assertFalse(all.isEmpty(), kind);
    for (Path each : all) {
      String name = each.getFileName().toString().replace(EXPECTED, "");
      if (!BY_HAND.contains(name)) {
        Path folder = each.resolveSibling(name);
        Path input = Files.isDirectory(folder) ? folder : each.resolveSibling(name + ".txt");
        String verb = kind.equals("explain") ? "explain " : "compare --schemes original ";
        Answer answer = answer(verb + "'" + input + "'");
        for (String broken : Expectation.broken(Files.readString(each), answer)) {
          wrong.add(name + ": " + broken);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void anExpectationThatDoesNotHoldIsSeen() {
    var nothing = new Answer("2 events in 1 s, 0 lost", MissingNode.getInstance(), "", false);

    assertEquals(
        List.of("12 events", ", 4,988 lost"),
        Expectation.broken("12 events, 4,988 lost; not \"refused\"", nothing));
    assertEquals(List.of("no phrase known here"), Expectation.broken("it should be good", nothing));
  }

  private static List<Path> expectations(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(EXPECTED)).sorted().toList();
    }
  }

  private Answer answer(String line) throws IOException {
    String words;
    try {
      words = printed(line);
    } catch (Exception e) {
      return new Answer(String.valueOf(e.getMessage()), MissingNode.getInstance(), "", true);
    }
    try {
      JsonNode tree = new ObjectMapper().readTree(printed(line + " --format json"));
      return new Answer(words, tree, printed(line + " --format csv"), false);
    } catch (Exception e) {
      throw new IOException(line, e);
    }
  }

  private String printed(String line) throws Exception {
    var console = new ByteArrayOutputStream();
    try (CommandSession session =
        processor.createSession(InputStream.nullInputStream(), console, console)) {
      session.put("SCOPE", "kasan:*");
      Object answer = session.execute(line);
      String printed = session.format(answer, Converter.INSPECT).toString();
      return line.contains("--format")
          ? printed
          : (printed + console.toString(StandardCharsets.UTF_8)).replaceAll("\\s+", " ");
    }
  }
}
