// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import kasan.shell.internal.call.InterruptKey;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a verb of the command line works: the first tells the verb, which ends with what it
 * has; the next ends the process, and names the verb that did not hear. What a verb has done to the
 * machine is undone even then, by its hooks.
 */
final class InterruptSignal implements AutoCloseable {
  private static final String NAME = "INT";
  private static final int STATUS = 130; // as shells tell that SIGINT ended a process

  private final @Nullable Object before;

  private InterruptSignal(@Nullable Object before) {
    this.before = before;
  }

  /** Listens until it is closed. */
  static InterruptSignal passTo(InterruptKey key, String verb) {
    return new InterruptSignal(
        Signals.register(
            NAME,
            () -> {
              if (!key.press() && !key.pressAhead()) {
                String where = key.where();
                System.err.println(
                    "kasan: " + (where.isEmpty() ? verb : where) + ": did not stop, and was ended");
                end();
              }
            }));
  }

  private static void end() {
    ProcessEnd.atTheLatest(STATUS, ProcessEnd.HOOKS);
    Runtime.getRuntime().exit(STATUS);
  }

  @Override
  public void close() {
    if (before != null) {
      Signals.unregister(NAME, before);
    }
  }
}
