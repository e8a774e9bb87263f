// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
  private final StandardStreams streams =
      new StandardStreams(InputStream.nullInputStream(), out, out);
  private final ThreadIOImpl io = new ThreadIOImpl();
  private final CommandSession session =
      new CommandProcessorImpl(io).createSession(streams.in(), out, out);

  @BeforeEach
  void haveCommands() {
    io.start();
    session.currentDir(folder);
    session.put("say", (Function) (in, words) -> String.valueOf(words.get(0)));
    session.put(
        "back",
        (Function)
            (in, words) ->
                new StringBuilder(
                        new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .reverse()
                    .toString());
  }

  @AfterEach
  void giveStreamsBack() {
    io.stop();
  }

  private void run(String line) throws Exception {
    ShellLine.run(session, line, new Replies(streams));
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private String printed() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theValueOfTheLastCommandIsPrinted() throws Exception {
    run("say one; say two");
    assertEquals("two\n", printed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say hello > f",
        "say hello >f",
        "say hello 1> f",
        "say hello &> f",
        "> f say hello"
      })
  void orGoesWhereTheLineSendsIt(String line) throws Exception {
    Files.writeString(folder.resolve("f"), "what was there before, and is longer");
    run(line);
    assertEquals("hello\n", file("f"));
    assertEquals("", printed());
  }

  @Test
  void twoSignsAppend() throws Exception {
    run("say one > f");
    run("say two >> f");
    assertEquals("one\ntwo\n", file("f"));
  }

  @Test
  void theEndOfAPipeMayGoToAFile() throws Exception {
    run("say hello | back > f");
    assertEquals("olleh\n", file("f"));
    assertEquals("", printed());
  }

  @Test
  void namesOfFilesMayBeQuotedAndHoldVariables() throws Exception {
    session.put("name", "x");
    run("say hello > \"a b $name\"");
    assertEquals("hello\n", file("a b x"));
  }

  private String refused(String line) {
    Exception failure = assertThrows(Exception.class, () -> run(line));
    return LineFailure.words(session, line, failure, List.of("schemes", "swap", "status"));
  }

  @Test
  void anUnknownCommandIsOneLineWithTheNearestName() {
    assertEquals(
        "unknown command 'shemes': did you mean 'schemes'? 'help' lists the verbs",
        refused("shemes"));
    assertEquals("unknown command 'frobnicate'; 'help' lists the verbs", refused("frobnicate now"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40%=page", "say --swap 40%=page", "say 1%=on-demand x"})
  void aPercentageGetsTheHint(String line) {
    String refusal = refused(line);
    assertTrue(refusal.startsWith("here % begins an expression: write "), refusal);
    assertTrue(refusal.contains("pc="), refusal);
  }

  @Test
  void aLineThatIsNotCompleteSaysWhatIsMissing() {
    String refusal = refused("say 'open");
    assertTrue(refusal.startsWith("the line is not complete: "), refusal);
  }
}
