// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a verb works at a terminal: the verb's thread is interrupted, and the verb says what
 * it stopped. Gogo itself would interrupt what waits for the verb, and print that exception. A
 * second Ctrl-C, for a verb that does not hear, is Gogo's again.
 */
final class InterruptKey {
  /** Where Gogo's shell keeps its terminal. */
  private static final String TERMINAL = ".terminal";

  private final Terminal terminal;
  private final Thread worker = Thread.currentThread();
  private final SignalHandler before;
  private boolean over;

  private InterruptKey(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.handle(Signal.INT, this::pressed);
  }

  /** Listens from now on, in the thread that works; null where there is no terminal. */
  static @Nullable InterruptKey of(CommandSession session) {
    Object terminal = session.get(TERMINAL);
    return terminal == null ? null : of(terminal);
  }

  private static @Nullable InterruptKey of(Object object) {
    try {
      return object instanceof Terminal terminal ? new InterruptKey(terminal) : null;
    } catch (LinkageError e) {
      return null; // another console than ours, without this line editor
    }
  }

  private synchronized void pressed(Signal signal) {
    if (!over) {
      terminal.handle(Signal.INT, before);
      worker.interrupt();
    }
  }

  /** Gives the key back; from then on the thread is not interrupted. */
  synchronized void close() {
    over = true;
    terminal.handle(Signal.INT, before);
    Thread.interrupted(); // pressed too late: not for what this thread does next
  }
}
