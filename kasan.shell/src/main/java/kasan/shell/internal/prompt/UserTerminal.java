// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Medium;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;

/** The terminal that the user sits at. */
final class UserTerminal {
  private static final String NAME = "kasan";
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
      Terminal terminal = isDumb(System.getenv("TERM")) ? plain() : able();
      if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
        // Nobody has given it a size: the line editor would look for its right edge for ever.
        terminal.setSize(new Size(USUAL_WIDTH, USUAL_HEIGHT));
      }
      return terminal;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean isDumb(@Nullable String type) {
    return type == null || type.isEmpty() || type.startsWith(Terminal.TYPE_DUMB);
  }

  private static Terminal able() throws IOException {
    return TerminalBuilder.builder()
        .name(NAME)
        .system(true)
        .dumb(true)
        .nativeSignals(true)
        .signalHandler(Terminal.SignalHandler.SIG_IGN)
        .build();
  }

  /**
   * A terminal that prints and no more. The library's own for that case hears no signal: Ctrl-C
   * would end the process.
   */
  @SuppressWarnings("deprecation") // the builder takes no size, nor a type of its own
  private static Terminal plain() throws IOException {
    var failure = new IllegalStateException("no terminal");
    for (TerminalProvider provider : TerminalBuilder.builder().getProviders(null, failure)) {
      if (provider.isSystemStream(SystemStream.Output)) {
        return provider.sysTerminal(
            NAME,
            Terminal.TYPE_DUMB,
            false,
            StandardCharsets.UTF_8,
            true,
            Terminal.SignalHandler.SIG_IGN,
            false,
            SystemStream.Output);
      }
    }
    return able();
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
