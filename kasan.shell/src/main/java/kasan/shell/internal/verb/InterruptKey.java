// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * Ctrl-C while a verb works at a terminal: the verb's thread is interrupted, and the verb says what
 * it stopped. Gogo itself would interrupt what waits for the verb, and print that exception. A
 * second Ctrl-C, for a verb that does not hear, is Gogo's again.
 */
final class InterruptKey implements AutoCloseable {
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

  /** Listens from now on, where there is a terminal; in the thread that works. */
  static AutoCloseable of(CommandSession session) {
    try {
      if (session.get(TERMINAL) instanceof Terminal terminal) {
        InterruptKey key = new InterruptKey(terminal);
        return key;
      }
    } catch (LinkageError e) {
      // no line editor here, so no terminal
    }
    return () -> {};
  }

  private synchronized void pressed(Signal signal) {
    if (!over) {
      terminal.handle(Signal.INT, before);
      worker.interrupt();
    }
  }

  /** Gives the key back; from then on the thread is not interrupted. */
  @Override
  public synchronized void close() {
    over = true;
    terminal.handle(Signal.INT, before);
    Thread.interrupted(); // pressed too late: not for what this thread does next
  }
}
