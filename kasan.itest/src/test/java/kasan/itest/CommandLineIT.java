// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product from outside: status, standard output and standard error. */
class CommandLineIT {

  @TempDir Path home;

  @Test
  void verbPrintsItsResultAndNothingElse() throws Exception {
    KasanProcess version = kasan("version");

    assertEquals("", version.err());
    assertEquals(0, version.status());
    assertTrue(version.out().matches("kasan \\S+, org.apache.felix.framework \\S+, Java \\S+\n"));
  }

  @Test
  void unknownVerbNamesTheKnownOnes() throws Exception {
    KasanProcess unknown = kasan("frobnicate");

    assertEquals("", unknown.out());
    assertEquals(2, unknown.status());
    assertTrue(
        unknown.err().matches("kasan: unknown verb 'frobnicate'; known: .*version.*\n"),
        unknown.err());
  }

  @Test
  void helpListsVerbs() throws Exception {
    KasanProcess help = kasan("--help");

    assertEquals(0, help.status());
    assertTrue(help.out().contains("\n  version "), help.out());
  }

  @Test
  void failureIsOneLineAndNoStackTrace() throws Exception {
    addEchoVerb();

    KasanProcess failed = kasan("echo", "--fail", "two\nlines");

    assertEquals("", failed.out());
    assertTrue(
        failed
            .err()
            .matches(
                "kasan: verb 'echo' threw java\\.lang\\.IllegalStateException: two; lines at"
                    + " kasan\\.itest\\.EchoVerb\\.run \\(EchoVerb\\.java:[0-9]+\\), bundle example\\.echo;"
                    + " --stack prints the stack trace\n"),
        failed.err());
    assertEquals(2, failed.status());
  }

  @Test
  void argumentsReachAVerbOfADroppedBundleUnharmed() throws Exception {
    addEchoVerb();
    List<String> arguments =
        List.of(
            "echo", "a b", "", "'q'", "\"", "$HOME", "x=1", "(a;b|c)", "#", "\\", "ü", "*", "--",
            "--x");
    List<String> said = arguments.stream().skip(1).filter(word -> !word.equals("--")).toList();

    KasanProcess echoed = KasanProcess.run(home, "", arguments);

    assertEquals(String.join("\n", said) + "\n", echoed.out());
    assertEquals(0, echoed.status());
  }

  @Test
  void scriptRunsLinesUpToTheFirstThatFails() throws Exception {
    addEchoVerb();

    KasanProcess script =
        KasanProcess.run(home, "echo one\n# nothing\necho --fail no\necho two\n", List.of());

    assertEquals("one\n", script.out());
    assertTrue(script.err().startsWith("kasan: line 3: verb 'echo' threw "), script.err());
    assertEquals(2, script.status());
  }

  @Test
  void scriptEndsWhereItSaysExit() throws Exception {
    addEchoVerb();

    KasanProcess script = KasanProcess.run(home, "echo one\nexit\necho two\n", List.of());

    assertEquals("one\n", script.out());
    assertEquals("", script.err());
    assertEquals(0, script.status());
  }

  @Test
  void scriptNamesBundlesByTheirSymbolicNames() throws Exception {
    KasanProcess script = KasanProcess.run(home, "stop kasan.shadow.kfence\nschemes\n", List.of());

    assertEquals("", script.err());
    assertTrue(script.out().contains("ondemand"), script.out());
    assertFalse(script.out().contains("kfence"), script.out());
    assertEquals(0, script.status());
  }

  /** Break-before-make: page as posted has to break entries on arm64, its variant has not. */
  @Test
  void pageAsPostedIsCalledUnsoundOnArm64Only() throws Exception {
    String unsound = "page is unsound on arm64: it gave ";
    String[] run = {"run", "fork-exec", "--ram", "512M", "--set", "fork-exec.seconds=1"};

    assertTrue(kasan(with(run, "--scheme", "page", "--arch", "arm64")).out().contains(unsound));
    KasanProcess variant =
        kasan(with(run, "--scheme=page", "--arch=arm64", "--set=page.unmapped=invalid"));
    assertEquals(0, variant.status(), variant.err());
    assertEquals("", variant.err());
    assertFalse(variant.out().contains("unsound"), variant.out());
    KasanProcess x86 = kasan(with(run, "--scheme", "page", "--arch", "x86"));
    assertFalse(x86.out().contains("unsound"), x86.out());
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private KasanProcess kasan(String... arguments) throws IOException, InterruptedException {
    return KasanProcess.run(home, "", List.of(arguments));
  }

  private void addEchoVerb() throws IOException {
    EchoBundle.addTo(home);
  }
}
