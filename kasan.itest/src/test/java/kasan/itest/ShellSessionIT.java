// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell as a user at a terminal has it. */
class ShellSessionIT {
  private static final String PROMPT = "kasan> ";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  private static final int PRESSES = 1000;

  @TempDir private Path home;

  @BeforeEach
  void needsATerminal() {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
  }

  @Test
  void verbsAndSchemesAreCompletedAndCtrlCStopsWaitingOnly() throws Exception {
    try (var shell = TerminalSession.open(home)) {
      shell.await(PROMPT);
      shell.type("sw\t");
      shell.await("swap ");
      shell.type("on\t");
      shell.await("ondemand");
      shell.type("\r");
      shell.await("there is no run");
      shell.await(PROMPT);

      // long enough to be held in time, however slow the machine is
      shell.type("run fork-exec --ram 1G --set fork-exec.seconds=100000 --scheme pa\t");
      shell.await("--scheme page ");
      shell.type("\r");
      shell.await("run-1: ");
      shell.await(PROMPT);
      shell.type("hold\r");
      shell.await("held; ");
      shell.await(PROMPT);
      shell.interrupt("result --wait", CTRL_C, PROMPT, "stopped waiting for run-1; it goes on");
      shell.type("status\r");
      shell.await("held; ");
      shell.await(PROMPT);

      shell.type("suite\r");
      shell.await(" runs"); // it works
      shell.typeUntil(CTRL_C, "suite was stopped");
      shell.await(PROMPT);

      shell.type("run kernel-build --set kernel-build.seconds=1000000 --swap 40pc=page\r");
      shell.await("run-2: ");
      shell.await(PROMPT);
      shell.type("end\r");
      shell.await("0 operations"); // it counted, and would have for hours
      shell.await(PROMPT);

      shell.type("never mind" + CTRL_C);
      shell.await(PROMPT);
      shell.type("help swap\r");
      shell.await("Go on with another scheme, rebuilt from the truth");
      shell.await(PROMPT);
      shell.type(CTRL_D);
      shell.await("run-1 goes on; leave and end it? (y/n)");
      shell.type("n\r");
      shell.await(PROMPT);
      shell.type("exit\r");
      shell.await("run-1 goes on; leave and end it? (y/n)");
      shell.type("y\r");

      shell.awaitEnd();
    }
  }

  /** Between lines, in the middle of lines, while verbs and commands work, in quick succession. */
  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void ctrlCNeverEndsTheShell(String term) throws Exception {
    List<String> lines =
        List.of("version\r", "schemes\r", "half a li", "sleep 1\r", "nonsense\r", "\r", "help\r");
    var random = new Random(11);
    try (var shell = TerminalSession.open(home, term)) {
      shell.await(PROMPT);
      for (int press = 0; press < PRESSES; press++) {
        if (random.nextInt(3) == 0) {
          shell.type(lines.get(random.nextInt(lines.size())));
        }
        shell.type(CTRL_C);
        Until.later(random.nextInt(20)); // where it falls, not whether it is in time
      }
      shell.type(CTRL_C);
      shell.typeUntil("\rversion\r", ", org.apache.felix.framework ");
      shell.type("\r" + CTRL_D);
      shell.awaitEnd();
    }
  }

  @Test
  void aVerbThatDoesNotHearCtrlCIsNamedAndLeftBehind() throws Exception {
    EchoBundle.addTo(home);
    try (var shell = TerminalSession.open(home)) {
      shell.await(PROMPT);
      shell.type("echo --hang\r");
      shell.await("kasan: hanging");
      shell.typeUntil(CTRL_C, "does not stop, and is left behind");
      assertTrue(
          shell
              .seen()
              .contains("kasan: verb 'echo' of bundle example.echo, at kasan.itest.EchoVerb."),
          shell.seen());
      shell.typeUntil("\rversion\r", ", org.apache.felix.framework ");
      shell.type("exit\r");
      shell.awaitEnd();
    }
  }

  @Test
  void whatIsTypedWrongIsOneLineAndResultsGoToFiles() throws Exception {
    try (var shell = TerminalSession.open(home)) {
      shell.await(PROMPT);
      shell.type("shemes\r");
      shell.await(
          "kasan: unknown command 'shemes': did you mean 'schemes'? 'help' lists the verbs");
      shell.await(PROMPT);
      shell.type("run fork-exec --swap 40%=page\r");
      shell.await("kasan: here % begins an expression: write 40pc=page, or quote it: '40%=page'");
      shell.await(PROMPT);
      shell.type("status run-7\r");
      shell.await("kasan: there is no run");
      shell.await(PROMPT);
      shell.type("schemes > list\r");
      shell.await(PROMPT);
      shell.type("version | tac > back\r");
      shell.await(PROMPT);
      shell.type("exit\r");
      shell.awaitEnd();
    }
    assertTrue(Files.readString(home.resolve("list")).contains("ondemand"));
    assertTrue(Files.readString(home.resolve("back")).startsWith("kasan "));
  }

  @Test
  void twoShellsAtOnceDoNotDisturbEachOther() throws Exception {
    try (var one = TerminalSession.open(home);
        var other = TerminalSession.open(home)) {
      one.await(PROMPT);
      other.await(PROMPT);
      one.type("run rec:" + recording() + " --scheme page\r");
      one.await("run-1: ");
      one.await(PROMPT);
      other.type("status\r");
      other.await("there is no run");
      other.await(PROMPT);
      other.type("run rec:" + recording() + " --scheme ondemand\r");
      other.await("run-1: ");
      other.await(PROMPT);
      one.type("result --wait\r");
      other.type("result --wait\r");
      one.await("page    ok");
      other.await("ondemand  ok");
      one.type("exit\r");
      other.type("exit\r");

      one.awaitEnd();
      other.awaitEnd();
    }
  }

  private static Path recording() {
    return Product.script().resolveSibling("recordings").resolve("tree-cold");
  }
}
