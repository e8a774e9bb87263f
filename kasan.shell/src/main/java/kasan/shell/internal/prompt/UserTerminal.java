// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.io.IOException;
import kasan.api.report.Medium;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal that the user sits at. */
final class UserTerminal {
  private static final int NARROWEST = 40;
  private static final int WIDEST = 250;
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private UserTerminal() {}

  /**
   * Opens it, by native code where there is any for this machine: the other way starts a child
   * process whenever a line is read, and a Ctrl-C in that moment ends it and all that waits for it.
   */
  static Terminal open() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // The library looks there for its own classes.
    thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .name("kasan")
              .system(true)
              .dumb(true)
              .nativeSignals(true)
              .signalHandler(Terminal.SignalHandler.SIG_IGN)
              .build();
      if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
        // Nobody has given it a size: the line editor would look for its right edge for ever.
        terminal.setSize(new Size(USUAL_WIDTH, USUAL_HEIGHT));
      }
      return terminal;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What results are printed on, as wide as it is now. */
  static Medium medium(Terminal terminal) {
    int width = terminal.getWidth() <= 0 ? USUAL_WIDTH : terminal.getWidth();
    return new Medium(Math.min(Math.max(width, NARROWEST), WIDEST), hasColour(terminal));
  }

  /**
   * Unless NO_COLOR is set to anything, as <a href="https://no-color.org">no-color.org</a> has it.
   */
  static boolean hasColour(Terminal terminal) {
    String none = System.getenv("NO_COLOR");
    return (none == null || none.isEmpty()) && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
