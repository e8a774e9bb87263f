// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kasan.api.report.Section;
import kasan.lab.api.Run;

/** Tells at the prompt when a run that goes on in the background has ended. */
final class EndOfRuns {
  private final Consumer<String> teller;
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  /**
   * @param teller prints a line above what is being typed
   */
  EndOfRuns(Consumer<String> teller) {
    this.teller = teller;
  }

  /** Waits for these runs, if it does not yet. */
  void await(Iterable<Run> going) {
    for (Run run : going) {
      if (awaited.add(run.name())) {
        var waiting = new Thread(() -> tellWhenOver(run), "kasan end of " + run.name());
        waiting.setDaemon(true);
        waiting.start();
      }
    }
  }

  private void tellWhenOver(Run run) {
    try {
      run.await(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      return;
    }
    for (Section section : run.status().sections()) {
      if (section instanceof Section.Text text) {
        text.lines().forEach(teller);
      }
    }
  }
}
