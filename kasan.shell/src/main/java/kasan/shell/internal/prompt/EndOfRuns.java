// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunListener;
import kasan.lab.api.run.RunStatus;
import kasan.shell.internal.verbs.StatusResult;

/** Tells at the prompt when a run that goes on in the background has ended. */
final class EndOfRuns {
  /** Samples are of no interest. */
  private static final Duration SELDOM = Duration.ofDays(1);

  private final Consumer<String> teller;
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  /**
   * @param teller prints a line above what is being typed
   */
  EndOfRuns(Consumer<String> teller) {
    this.teller = teller;
  }

  /** Listens to these runs, if it does not yet. */
  void await(Iterable<Run> going) {
    for (Run run : going) {
      if (awaited.add(run.name())) {
        run.listen(
            new RunListener() {
              @Override
              public void ended(RunStatus status) {
                new StatusResult(List.of(status)).lines().forEach(teller);
              }
            },
            SELDOM);
      }
    }
  }
}
