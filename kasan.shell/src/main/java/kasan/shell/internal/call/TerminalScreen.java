// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.shell.verb.Screen;
import org.jspecify.annotations.Nullable;

/**
 * The controlling terminal, as xterm and its kin understand it: the alternate screen, no cursor,
 * keys as they are pressed. The line editor's library is not there on the command line, so {@code
 * stty} sets the terminal, and sets it back, also when the process is ended by a signal.
 */
final class TerminalScreen implements Screen {
  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";
  private static final String HOME = "\033[H";
  private static final String ERASE_TO_END_OF_LINE = "\033[K";
  private static final String ERASE_BELOW = "\033[J";
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  /** The size is looked at once in so many times; each look is a process. */
  private static final int LOOK = 5;

  private final String before;
  private final OutputStream out;
  private final FileInputStream in;
  private final Thread hook = new Thread(this::restore, "restore terminal");
  private int width = USUAL_WIDTH;
  private int height = USUAL_HEIGHT;
  private int shown;
  private boolean restored;

  private TerminalScreen(String before) throws IOException {
    this.before = before;
    this.out = new FileOutputStream(TERMINAL.toFile());
    this.in = new FileInputStream(TERMINAL.toFile());
    Runtime.getRuntime().addShutdownHook(hook);
    // Reading returns at once, with a key or without one; Ctrl-C is a key.
    stty("-icanon", "-isig", "-echo", "min", "0", "time", "0");
    write(ENTER);
  }

  /** Takes the terminal; null where there is none that can be repainted. */
  static @Nullable Screen open() {
    String type = System.getenv("TERM");
    if (type == null || type.isEmpty() || type.startsWith("dumb")) {
      return null;
    }
    try {
      return new TerminalScreen(stty("-g").strip());
    } catch (IOException e) {
      return null;
    }
  }

  /** Runs stty on the terminal; what it says. */
  private static String stty(String... arguments) throws IOException {
    var command = new ArrayList<String>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(TERMINAL.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("stty failed");
    }
    return said;
  }

  private void look() {
    if (shown++ % LOOK != 0) {
      return;
    }
    try {
      String[] size = stty("size").strip().split(" ", -1);
      if (size.length == 2 && !size[0].equals("0") && !size[1].equals("0")) {
        height = Integer.parseInt(size[0]);
        width = Integer.parseInt(size[1]);
      }
    } catch (IOException | NumberFormatException e) {
      // as it was
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void show(List<String> lines) {
    look();
    var text = new StringBuilder(HOME);
    int fit = Math.min(lines.size(), height);
    for (int i = 0; i < fit; i++) {
      String line = lines.get(i);
      text.append(line.length() > width ? line.substring(0, width) : line);
      text.append(ERASE_TO_END_OF_LINE);
      if (i < fit - 1) {
        text.append("\r\n");
      }
    }
    if (fit < height) {
      text.append(ERASE_BELOW);
    }
    write(text.toString());
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new BadInputException("the terminal is gone: " + e.getMessage(), e);
    }
  }

  @Override
  public char key() {
    try {
      int key = in.read();
      return key < 0 ? 0 : (char) key;
    } catch (IOException e) {
      return 0;
    }
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    try {
      out.write(LEAVE.getBytes(UTF_8));
      out.flush();
      stty(before);
    } catch (IOException e) {
      // it is gone
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is being ended; the hook finds nothing to do
    }
    try {
      in.close();
      out.close();
    } catch (IOException e) {
      // it is gone
    }
  }
}
