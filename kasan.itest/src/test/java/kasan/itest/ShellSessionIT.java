// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a user at a terminal has it. */
class ShellSessionIT {
  private static final String PROMPT = "kasan> ";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

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

      shell.awaitEnd();
    }
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
