// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import kasan.shell.internal.call.InterruptKey;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C while a verb of the command line works: the first tells the verb, which ends with what it
 * has; the next ends the process at once, and names the verb that did not hear.
 */
@SuppressWarnings("sunapi") // Java has no other way to hear a signal
final class InterruptSignal implements AutoCloseable {
  private static final int STATUS = 130; // as shells tell that SIGINT ended a process

  private final SignalHandler before;

  private InterruptSignal(SignalHandler before) {
    this.before = before;
  }

  /** Listens until it is closed. */
  static InterruptSignal passTo(InterruptKey key, String verb) {
    SignalHandler handler =
        signal -> {
          if (!key.press()) {
            String where = key.where();
            System.err.println(
                "kasan: " + (where.isEmpty() ? verb : where) + ": did not stop, and was ended");
            Runtime.getRuntime().halt(STATUS);
          }
        };
    return new InterruptSignal(Signal.handle(new Signal("INT"), handler));
  }

  @Override
  public void close() {
    Signal.handle(new Signal("INT"), before);
  }
}
