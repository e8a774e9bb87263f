// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.tour;

import java.util.ArrayList;
import java.util.List;
import kasan.shell.internal.line.LineRunner;
import kasan.shell.internal.line.Replies;
import kasan.shell.internal.line.ShellLine;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Component;

/**
 * Where the user is in the tour. It watches the lines that are run: a step is done when its verb
 * has been run and was no bad request, whatever its arguments. Left or not, it stays where it is.
 *
 * <p>Any thread may call it; all shells of the process are on the same tour.
 */
@Component(service = Tour.class)
public final class Tour implements LineRunner {
  private static final List<String> END =
      List.of(
          "",
          "That was the tour. 'resume' has the load run on, 'end' ends the run and prints its",
          "result. 'compare' weighs all schemes on a recording, 'suite' tells which finds which",
          "bug. docs/run.md has these verbs, docs/series.md the designs.");

  private final List<TourStep> steps = TourStep.all();
  private int at;
  private boolean on;
  private boolean watches;
  private String typed = "";

  @Override
  public int run(CommandSession session, String line, Replies replies) throws Exception {
    setWatches();
    int status = ShellLine.run(session, line, replies);
    say(ran(line), replies);
    for (String next = takeTyped(); !next.isEmpty(); next = takeTyped()) {
      replies.text("kasan> " + next);
      status = Math.max(status, ShellLine.run(session, next, replies));
      say(ran(next), replies);
    }
    return status;
  }

  private static void say(List<String> lines, Replies replies) {
    if (!lines.isEmpty()) {
      replies.text(String.join("\n", lines));
    }
  }

  private synchronized void setWatches() {
    watches = true;
    typed = ""; // of a line that was given up
  }

  private synchronized String takeTyped() {
    String taken = typed;
    typed = "";
    return taken;
  }

  /** A line was run; what there is to say of it. */
  synchronized List<String> ran(String line) {
    String command = line.strip().split("\\s", 2)[0];
    if (!on || !command.substring(command.indexOf(':') + 1).equals(steps.get(at).verb())) {
      return List.of();
    }
    return advance();
  }

  private List<String> advance() {
    at++;
    if (at < steps.size()) {
      return here();
    }
    at = 0;
    on = false;
    return END;
  }

  /** Begins it, or goes on with it: what the step is about that it stands at. */
  synchronized List<String> start() {
    on = true;
    return here();
  }

  /** Has the command of the step typed; where nobody watches what is run, goes on by itself. */
  synchronized List<String> next() {
    boolean was = on;
    on = true;
    if (watches) {
      typed = steps.get(at).command();
      return List.of();
    }
    return was ? advance() : here();
  }

  /** Leaves it; it is gone on with where it was left. */
  public synchronized List<String> leave() {
    if (!on) {
      return List.of("there is no tour to leave; 'tour' begins one");
    }
    on = false;
    return List.of(
        "left at step "
            + (at + 1)
            + " of "
            + steps.size()
            + "; 'tour' goes on, 'tour restart' begins anew");
  }

  /** Begins anew. */
  synchronized List<String> restart() {
    at = 0;
    return start();
  }

  /** What an empty line stands for: the command of the step; empty where there is no tour. */
  public synchronized String command() {
    return on ? steps.get(at).command() : "";
  }

  /** The step it stands at, from 1 on; 0 where there is no tour. */
  synchronized int step() {
    return on ? at + 1 : 0;
  }

  private List<String> here() {
    TourStep step = steps.get(at);
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Step " + (at + 1) + " of " + steps.size() + ": " + step.title());
    lines.addAll(step.text());
    lines.add((watches ? "  Enter, or type:  " : "  type, then 'tour next':  ") + step.command());
    if (at == 0 && watches) {
      lines.add("  'tour next' does the same, 'tour leave' or Ctrl-C leaves, 'tour' comes back");
    }
    return lines;
  }
}
