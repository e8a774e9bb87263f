// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.Progress;
import kasan.lab.api.finding.Explainer;
import kasan.shell.verb.Arguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainVerbTest {
  private static final Explainer ECHO =
      (file, text, options) -> new Echo(file + ": " + new String(text.readAllBytes(), UTF_8));

  @TempDir Path folder;

  @Test
  void aRelativePathStartsFromTheSessionsDirectoryAndKeepsItsName() throws IOException {
    Files.writeString(folder.resolve("dmesg.txt"), "a log");
    Result result =
        ExplainVerb.explain(
            ECHO, "dmesg.txt", folder.resolve("dmesg.txt"), Explainer.Options.NONE, Progress.NONE);
    assertEquals(Map.of("said", "dmesg.txt: a log"), result.tree());
  }

  @Test
  void whatIsNoReadableFileIsRefusedInOneLine() {
    assertEquals("gone.txt: no such file, expected the log of a kernel", refused("gone.txt"));
    assertEquals(".: is a directory, expected the log of a kernel", refused("."));
  }

  @Test
  void aFileIsNeeded() {
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> Arguments.parse("explain", new ExplainVerb(ECHO).synopsis(), List.of()));
    assertEquals("explain needs FILE", refused.getMessage());
  }

  @Test
  void onlyWhatIsGivenIsWanted() {
    assertEquals(Explainer.Options.NONE, options("dmesg.txt"));
    assertEquals(
        new Explainer.Options(true, folder.resolve("vmlinux"), folder.resolve("lib")),
        options("dmesg.txt", "--group", "--vmlinux", "vmlinux", "--modules", "lib"));
  }

  private Explainer.Options options(String... words) {
    Arguments given = Arguments.parse("explain", new ExplainVerb(ECHO).synopsis(), List.of(words));
    return ExplainVerb.options(given, folder::resolve);
  }

  private String refused(String file) {
    return assertThrows(
            BadInputException.class,
            () ->
                ExplainVerb.explain(
                    ECHO, file, folder.resolve(file), Explainer.Options.NONE, Progress.NONE))
        .getMessage();
  }

  private record Echo(String said) implements Result {
    @Override
    public String verb() {
      return "explain";
    }

    @Override
    public Map<String, Object> tree() {
      return Map.of("said", said);
    }

    @Override
    public List<Section> sections() {
      return List.of();
    }
  }
}
