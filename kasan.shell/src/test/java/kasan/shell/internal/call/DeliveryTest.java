// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbSession;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static Reporters reporters(Collection<Map.Entry<Map<String, Object>, Reporter>> all) {
    return new Reporters(Extensions.of(ExtensionKind.REPORTERS, all));
  }

  @TempDir Path folder;

  private static final Result RESULT =
      new Result() {
        @Override
        public String verb() {
          return "sample";
        }

        @Override
        public int status() {
          return 1;
        }

        @Override
        public Map<String, Object> tree() {
          return Map.of();
        }

        @Override
        public List<Section> sections() {
          return List.of();
        }
      };

  private static Map.Entry<Map<String, Object>, Reporter> reporter(
      String name, int ranking, String... endings) {
    return Map.entry(
        Map.of(
            "kasan.reporter.name", name,
            "kasan.reporter.extensions", endings,
            "service.ranking", ranking),
        (result, out) -> out.write((name + ranking).getBytes(StandardCharsets.UTF_8)));
  }

  private final Reporters reporters =
      reporters(
          List.of(
              reporter("json", 0, "json"),
              reporter("table", 0, "txt", "text"),
              reporter("csv", 0, "csv"),
              reporter("csv", 5, "csv")));

  private final CommandSession session =
      new CommandProcessorImpl(null)
          .createSession(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream());

  @BeforeEach
  void workInTheFolder() {
    session.currentDir(folder);
  }

  private record Sample(AtomicBoolean asked) implements Verb {
    @Override
    public Synopsis synopsis() {
      return Synopsis.EMPTY;
    }

    @Override
    public Result run(Arguments given, VerbSession session) {
      asked.set(true);
      return RESULT;
    }
  }

  private Object run(Reporters with, AtomicBoolean asked, String... words) throws Exception {
    try (var call =
        new VerbCall("sample", "A sample", "a.bundle", new Sample(asked), with, () -> {})) {
      return call.run(session, List.of(words));
    }
  }

  private Object run(String... words) throws Exception {
    return run(reporters, new AtomicBoolean(), words);
  }

  private String refusal(String... words) {
    var asked = new AtomicBoolean();
    String message =
        assertThrows(BadInputException.class, () -> run(reporters, asked, words)).getMessage();
    assertFalse(asked.get(), "refused before the work");
    return message;
  }

  private String printed(Object answer) throws IOException {
    return String.valueOf(
        new AnswerConverter().format(answer, AnswerConverter.INSPECT, new AnswerConverter()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void printsATableWhenNothingElseIsAskedFor() throws Exception {
    assertEquals("table0", printed(run()));
    assertEquals("json0", printed(run("--format", "json")));
    assertEquals(1, ((Answer) run()).status());
  }

  @Test
  void aReporterThatHasNoWordsForAResultFailsTheVerb() throws IOException {
    Reporter findings =
        (result, out) -> {
          throw new BadInputException("format findings prints findings");
        };
    var picky =
        reporters(
            List.of(
                Map.entry(Map.<String, Object>of("kasan.reporter.name", "findings"), findings)));
    BadInputException refused =
        assertThrows(
            BadInputException.class, () -> run(picky, new AtomicBoolean(), "--format", "findings"));
    assertEquals("format findings prints findings", refused.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void theEndingOfTheFileChoosesTheFormat() throws Exception {
    Object answer = run("--out", "result.JSON");
    assertEquals("", printed(answer), "nothing is left to print");
    assertEquals("json0", Files.readString(folder.resolve("result.JSON")));
    run("--out", "a.txt");
    assertEquals("table0", Files.readString(folder.resolve("a.txt")));
    run("--out", "a.txt", "--format", "csv");
    assertEquals("csv5", Files.readString(folder.resolve("a.txt")), "the highest ranking");
    assertEquals(List.of("a.txt", "result.JSON"), files());
  }

  @Test
  void refusesBeforeTheWorkWhatCannotBeWritten() throws IOException {
    Files.createDirectory(folder.resolve("dir.json"));
    Files.createFile(folder.resolve("file"));
    assertEquals(
        "unknown format 'jsn': did you mean 'json'? known: csv, json, table",
        refusal("--format", "jsn"));
    assertEquals(
        "--out a.pdf: no format goes with that ending; known: .csv, .json, .text, .txt; or choose"
            + " one with --format",
        refusal("--out", "a.pdf"));
    assertEquals(
        "--out result: no format goes with that ending; known: .csv, .json, .text, .txt; or choose"
            + " one with --format",
        refusal("--out", "result"));
    assertEquals("--out dir.json: is a directory, expected a file", refusal("--out", "dir.json"));
    assertEquals(
        "--out none/a.json: cannot be written: directory " + folder + "/none does not exist",
        refusal("--out", "none/a.json"));
    assertEquals(
        "--out file/a.json: cannot be written: " + folder + "/file is no directory",
        refusal("--out", "file/a.json"));
    assertEquals(List.of("dir.json", "file"), files(), "nothing is left behind");
  }

  @Test
  void aReporterThatFailsLeavesTheOldFileAndNothingElse() throws Exception {
    Files.writeString(folder.resolve("a.bad"), "old");
    Reporter failing =
        (result, out) -> {
          out.write('x');
          throw new IOException("disk full");
        };
    var failingOnly =
        reporters(
            List.of(
                Map.entry(
                    Map.of("kasan.reporter.name", "bad", "kasan.reporter.extensions", "bad"),
                    failing)));
    assertThrows(
        BadInputException.class, () -> run(failingOnly, new AtomicBoolean(), "--out", "a.bad"));
    assertEquals("old", Files.readString(folder.resolve("a.bad")));
    assertEquals(List.of("a.bad"), files());
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Files.writeString(folder.resolve("real.json"), "old");
    Files.createSymbolicLink(folder.resolve("link.json"), Path.of("real.json"));
    run("--out", "link.json");
    assertTrue(Files.isSymbolicLink(folder.resolve("link.json")));
    assertEquals("json0", Files.readString(folder.resolve("real.json")));
  }

  /** A reporter that writes which chart and which command it was asked for. */
  private static Map.Entry<Map<String, Object>, Reporter> chartReporter() {
    return Map.entry(
        Map.of(
            "kasan.reporter.name",
            "png",
            "kasan.reporter.extensions",
            "png",
            "kasan.reporter.binary",
            true,
            "kasan.reporter.charts",
            new String[] {"memory", "timeline"}),
        new Reporter() {
          @Override
          public void write(Result result, OutputStream out) {
            throw new AssertionError("asked with a rendering");
          }

          @Override
          public void write(Result result, OutputStream out, Rendering rendering)
              throws IOException {
            if (rendering.chart().equals("timeline")) {
              out.write('x');
              throw new BadInputException("no chart 'timeline' in this result; it has: memory");
            }
            out.write(
                (rendering.chart() + "|" + rendering.command()).getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private final Reporters withCharts =
      reporters(List.of(reporter("json", 0, "json"), chartReporter()));

  private String refusalWithCharts(AtomicBoolean asked, String... words) {
    return assertThrows(BadInputException.class, () -> run(withCharts, asked, words)).getMessage();
  }

  @Test
  void aReporterIsToldTheChartAndTheCommand() throws Exception {
    run(withCharts, new AtomicBoolean(), "--out", "it's.png", "--chart", "memory");
    assertEquals(
        "memory|./kasan sample --out 'it'\\''s.png' --chart memory",
        Files.readString(folder.resolve("it's.png")));
    assertEquals(List.of("it's.png"), files());
  }

  @Test
  void chartsAndFormatsThatDoNotGoTogetherAreRefusedBeforeTheWork() throws IOException {
    var asked = new AtomicBoolean();
    assertEquals(
        "unknown chart 'memry': did you mean 'memory'? known: memory, timeline",
        refusalWithCharts(asked, "--out", "a.png", "--chart", "memry"));
    assertEquals(
        "--chart memory: the format json writes no single charts; formats that do: png, which --out"
            + " FILE chooses by its ending",
        refusalWithCharts(asked, "--format", "json", "--chart", "memory"));
    assertEquals(
        "--format png is no text and cannot be printed; add --out FILE",
        refusalWithCharts(asked, "--format", "png"));
    assertFalse(asked.get(), "refused before the work");
    assertEquals(List.of(), files());
  }

  @Test
  void aChartThatTheResultDoesNotHaveLeavesNoFile() throws IOException {
    assertEquals(
        "no chart 'timeline' in this result; it has: memory",
        refusalWithCharts(new AtomicBoolean(), "--out", "a.png", "--chart", "timeline"));
    assertEquals(List.of(), files());
  }

  @Test
  void helpIsTextAndNoWorkIsDone() throws Exception {
    Object help = run("--help", "--format", "nonsense");
    assertTrue(help.toString().startsWith("A sample"), help.toString());
    assertSame(String.class, help.getClass());
  }
}
