// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.CompareListener;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.CompareSample;
import kasan.lab.api.Lab;
import kasan.lab.api.Progress;
import kasan.lab.api.RunPlan;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.wall.Wall;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Screen;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Follows this machine, and shows on the terminal what each scheme would cost it. */
@Component
@VerbInfo(name = "top", summary = "Show what each scheme would cost this machine right now")
public final class TopVerb implements Verb {
  private static final long USUAL_SECONDS = 2;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final char CTRL_C = 3;

  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public TopVerb(@Reference Lab lab) {
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .repeated(
            "--schemes",
            "A,B,...",
            "only these, and the floor; all when not given",
            Words.from(() -> lab.names(ExtensionKind.SCHEMES)))
        .option(
            "--every",
            "N",
            "seconds between two looks; " + USUAL_SECONDS + " when not given",
            Words.NONE)
        .option(
            "--seconds",
            "N",
            "end after so long; without it 'q' or Ctrl-C ends it, which needs a terminal",
            Words.NONE)
        .note(
            "Needs root and tracefs, as 'record' does: the kernel is traced meanwhile. Status 0: the"
                + " comparison of the time watched is printed; 2: it may not or cannot.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    long seconds = given.number("--seconds", 0, 1, RunPlan.MOST_LIVE_SECONDS);
    long every = given.number("--every", USUAL_SECONDS, 1, RunPlan.MOST_LIVE_SECONDS);
    ComparePlan plan =
        ComparePlan.of(RunPlan.LIVE + (seconds == 0 ? "" : String.valueOf(seconds)))
            .schemes(given.list("--schemes"))
            .hangSeconds(Wall.USUAL_SECONDS)
            .build();
    try (Screen screen = session.screen()) {
      if (screen == null && seconds == 0) {
        throw new BadInputException(
            "top: there is no terminal to show it on; expected --seconds N, after which the"
                + " comparison is printed");
      }
      return screen == null
          ? lab.compare(plan, session.progress("events"))
          : lab.compare(plan, Progress.NONE, new Watcher(screen, every * SECOND_NANOS));
    }
  }

  /** Looks at keys more often than it repaints. */
  private static final class Watcher implements CompareListener {
    private static final long KEYS_NANOS = 100_000_000;

    private final Screen screen;
    private final TopPage page = new TopPage();
    private final long everyNanos;
    private @Nullable Long shown;

    Watcher(Screen screen, long everyNanos) {
      this.screen = screen;
      this.everyNanos = everyNanos;
    }

    @Override
    public long everyNanos() {
      return KEYS_NANOS;
    }

    @Override
    public boolean at(CompareSample sample) {
      char key = screen.key();
      if (Character.toLowerCase(key) == 'q' || key == CTRL_C) {
        return false;
      }
      if (shown == null || sample.nanos() - shown >= everyNanos) {
        shown = sample.nanos();
        screen.show(page.lines(sample, screen.width(), screen.height()));
      }
      return true;
    }
  }
}
