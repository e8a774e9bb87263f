// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone, the last first; also when the process is ended by a signal. Each step runs
 * once, and one that fails does not keep the others from running.
 */
final class Undo implements AutoCloseable {
  /** One step back. */
  interface Step {
    void undo() throws IOException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private final Thread hook = new Thread(this::run, "undo recording");
  private boolean ended;

  Undo() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Remembers a step.
   *
   * @return undoes it now, unless it is undone already
   * @throws IOException when everything was undone meanwhile; the step is undone then
   */
  synchronized Step add(Step step) throws IOException {
    if (ended) {
      step.undo();
      throw new IOException("the process is being ended");
    }
    steps.push(step);
    return () -> now(step);
  }

  private synchronized void now(Step step) throws IOException {
    if (steps.remove(step)) {
      step.undo();
    }
  }

  private synchronized void run() {
    ended = true;
    while (!steps.isEmpty()) {
      try {
        steps.pop().undo();
      } catch (IOException | RuntimeException e) {
        // the other steps matter as much
      }
    }
  }

  @Override
  public void close() {
    run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is being ended; the hook finds nothing to do
    }
  }
}
