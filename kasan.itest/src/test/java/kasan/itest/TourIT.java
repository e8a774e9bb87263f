// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour as a student takes it, at a terminal and in a script. */
class TourIT {
  private static final String PROMPT = "kasan> ";
  private static final String BANNER = "'help' lists the verbs, 'tour' ";
  private static final String CTRL_C = "\u0003";

  @TempDir private Path home;

  @Test
  void tourIsTakenByEnterByHandAndByNextLeftAndComeBackTo() throws Exception {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
    try (var shell = TerminalSession.open(home, "xterm", "tour")) {
      shell.await(BANNER);
      shell.await("Step 1 of 8: boot a kernel with 1 GB");
      shell.await(PROMPT);
      shell.type("\r");
      shell.await(PROMPT + "run file-tree --ram 1G --scheme original --hold");
      shell.await("run-1: file-tree, held; 0 operations; scheme original");
      shell.await("Step 2 of 8: allocate");
      shell.await(PROMPT);
      shell.type("alloc 100\r");
      shell.await("kmalloc-128");
      shell.await("Step 3 of 8: look at the shadow");
      shell.await(PROMPT);
      shell.type(CTRL_C);
      shell.await("left at step 3 of 8");
      shell.await(PROMPT);
      shell.type("\r");
      shell.await(PROMPT); // an empty line, and no more
      shell.type("tour\r");
      shell.await("Step 3 of 8");
      shell.await(PROMPT);
      shell.type("tour next\r");
      shell.await("00 00 00 00 00 00 00 00 00 00 00 00 04 fc fc fc");
      shell.await("Step 4 of 8: free");
      shell.await(PROMPT);
      shell.type("status\r");
      shell.await("run-1: file-tree, held;"); // a verb of no step
      shell.await(PROMPT);
      shell.type("free o1\r");
      shell.await("Step 5 of 8: use after free");
      shell.await(PROMPT);
      shell.type("tour leave\r");
      shell.await("left at step 5 of 8");
      shell.await(PROMPT);
      shell.type("tour next\r");
      shell.await("slab-use-after-free");
      shell.await("Step 6 of 8: read the report");
      shell.await(PROMPT);
      shell.type("\r");
      shell.await("BUG: KASAN: slab-use-after-free");
      shell.await("Read of size 8 at addr ");
      shell.await("Freed by task 0:");
      shell.await("Step 7 of 8: swap to page");
      shell.await(PROMPT);
      shell.type("\r");
      shell.await("original  page  ok");
      shell.await("Step 8 of 8: look again");
      shell.await(PROMPT);
      shell.type("\r");
      shell.await("quarantined object of kmalloc-128");
      shell.await("That was the tour.");
      shell.await(PROMPT);
      shell.type("exit\r");
      shell.await("run-1 goes on; leave and end it? (y/n)");
      shell.type("y\r");
      shell.awaitEnd();
    }
  }

  /** The whole of it without a terminal: nothing is said but what the verbs say, and the steps. */
  @Test
  void scriptTakesItToo() throws Exception {
    KasanProcess all =
        KasanProcess.run(home, "tour\n" + "tour next\n".repeat(8) + "alloc 1\n", List.of());

    assertEquals("", all.err());
    assertEquals(1, all.status(), "there is a finding");
    for (int step = 1; step <= 8; step++) {
      assertTrue(all.out().contains("\nStep " + step + " of 8: "), all.out());
    }
    assertTrue(all.out().contains("That was the tour."), all.out());
    assertFalse(all.out().contains(BANNER), "no banner where nobody sits");
    assertTrue(all.out().contains("o2"), "the run is still there");
  }

  @Test
  void withoutATerminalItsStepsAreListedAndABadWordIsOneLine() throws Exception {
    KasanProcess list = KasanProcess.run(home, "", List.of("tour"));
    assertEquals(0, list.status());
    assertTrue(list.out().contains("8. look again:  shadow o1"), list.out());

    KasanProcess wrong = KasanProcess.run(home, "tour nxt\n", List.of());
    assertEquals(2, wrong.status());
    assertEquals(1, wrong.err().lines().count());
    assertTrue(wrong.err().contains("did you mean 'next'"), wrong.err());
  }

  @Test
  void bannerIsTwoLinesAboveThePrompt() throws Exception {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
    try (var shell = TerminalSession.open(home)) {
      shell.await(PROMPT);
      String seen = shell.seen();
      String banner = seen.substring(0, seen.indexOf(PROMPT));
      // the line editor marks where a line was not ended, before it prints the prompt
      long lines = banner.lines().filter(line -> !line.isBlank() && !line.startsWith("~")).count();
      assertEquals(2, lines, banner);
      for (String verb : List.of("'help'", "'tour'", "'compare'")) {
        assertTrue(banner.contains(verb), banner);
      }
      shell.type("exit\r");
      shell.awaitEnd();
    }
  }
}
