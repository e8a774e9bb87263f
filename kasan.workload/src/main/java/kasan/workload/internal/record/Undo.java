// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone, the last first; also when the process is ended by a signal. Each step runs
 * once, and one that fails does not keep the others from running.
 */
public final class Undo implements AutoCloseable {
  /** One step back. */
  public interface Step {
    /** Takes it. */
    void undo() throws IOException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private final Thread hook = new Thread(this::run, "undo recording");
  private boolean ended;

  /** Nothing to undo so far. */
  public Undo() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Remembers a step.
   *
   * @return undoes it now, unless it is undone already
   * @throws IOException when everything was undone meanwhile; the step is undone then
   */
  public synchronized Step add(Step step) throws IOException {
    if (ended) {
      step.undo();
      throw new IOException("the process is being ended");
    }
    steps.push(step);
    return () -> now(step);
  }

  /**
   * Changes something that must be undone: all of it, or nothing when everything was undone
   * meanwhile. A signal that comes in between waits for the change, so that its undoing finds it.
   *
   * @param change may fail half way; the step is run then
   * @return undoes it now, unless it is undone already
   */
  public synchronized Step change(Step change, Step back) throws IOException {
    check();
    steps.push(back);
    try {
      change.undo();
    } catch (IOException | RuntimeException e) {
      steps.remove(back);
      try {
        back.undo();
      } catch (IOException | RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    return () -> now(back);
  }

  /** Does something that what was remembered already undoes, unless everything was undone. */
  public synchronized void within(Step work) throws IOException {
    check();
    work.undo();
  }

  /**
   * Looks whether to go on.
   *
   * @throws IOException when everything was undone, since the process is being ended
   */
  public synchronized void check() throws IOException {
    if (ended) {
      throw new IOException("the process is being ended");
    }
  }

  private synchronized void now(Step step) throws IOException {
    if (steps.remove(step)) {
      step.undo();
    }
  }

  private synchronized void run() {
    ended = true;
    boolean interrupted = Thread.interrupted(); // steps must not be disturbed by it
    while (!steps.isEmpty()) {
      try {
        steps.pop().undo();
      } catch (IOException | RuntimeException e) {
        // the other steps matter as much
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
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
