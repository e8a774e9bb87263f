// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The shell on a terminal of its own, which {@code script} of util-linux provides. */
final class TerminalSession implements AutoCloseable {
  private static final Pattern CONTROL = Pattern.compile("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])|\r");
  private static final long AGAIN_MILLIS = 2000;

  /** What stands behind all that was on a terminal that is closed. */
  private static final String END = "\n[the session has ended]";

  private final Process process;
  private final OutputStream keys;
  private final StringBuilder seen = new StringBuilder();
  private int looked;

  private TerminalSession(Process process) {
    this.process = process;
    this.keys = process.getOutputStream();
    var reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Whether this machine has what makes terminals. */
  static boolean possible() {
    return Files.isExecutable(Path.of("/usr/bin/script"));
  }

  /**
   * Opens the shell.
   *
   * @param home the folder that holds {@code bundles} and {@code etc}; the working directory too
   */
  static TerminalSession open(Path home) throws IOException {
    return open(home, "xterm");
  }

  /** Opens it on a terminal of some type. */
  static TerminalSession open(Path home, String term) throws IOException {
    return open(home, term, "");
  }

  /** Opens it with a verb to begin with; empty for none. */
  static TerminalSession open(Path home, String term, String verb) throws IOException {
    return run(home, term, Product.script() + " " + verb);
  }

  /** Runs any command on a terminal. */
  static TerminalSession run(Path home, String term, String program) throws IOException {
    // whoever runs tests in the background has them ignore Ctrl-C, and all that they start
    String command = "env --default-signal=INT " + program;
    var builder =
        new ProcessBuilder("/usr/bin/script", "-qfec", command, "/dev/null")
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().put("KASAN_HOME", home.toString());
    builder.environment().put("TERM", term);
    builder.environment().remove("KASAN_JAVA_OPTS");
    return new TerminalSession(builder.start());
  }

  private void read() {
    char[] some = new char[1024];
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (seen) {
          seen.append(some, 0, n);
          seen.notifyAll();
        }
      }
    } catch (IOException e) {
      // The session was closed.
    } finally {
      synchronized (seen) {
        seen.append(END);
        seen.notifyAll();
      }
    }
  }

  /** Presses keys. */
  void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Waits until this stands on the terminal, behind what was waited for before. */
  void await(String text) throws InterruptedException {
    synchronized (seen) {
      while (!stands(text)) {
        seen.wait();
      }
    }
    looked = seen().indexOf(text, looked) + text.length();
  }

  private boolean stands(String text) {
    String all = seen();
    if (all.indexOf(text, looked) >= 0) {
      return true;
    }
    if (all.endsWith(END)) {
      throw new AssertionError("'" + text + "' did not appear, but: " + all.substring(looked));
    }
    return false;
  }

  /** Presses keys again and again until something stands on the terminal. */
  void typeUntil(String keys, String text) throws Exception {
    Until.holds(
        AGAIN_MILLIS,
        () -> {
          boolean there = stands(text);
          if (!there) {
            type(keys);
          }
          return there;
        });
    await(text);
  }

  /**
   * Gives a command that waits without a word, and interrupts it with keys. Keys that come before
   * the command is read throw it away, so it is given again, and left alone for longer each time.
   *
   * @param prompt what follows in any case
   * @param text what the interrupted command says before that
   */
  void interrupt(String command, String keys, String prompt, String text)
      throws IOException, InterruptedException {
    int from = looked;
    for (long pause = AGAIN_MILLIS; !seen().substring(from).contains(text); pause *= 2) {
      type(command + "\r");
      await(command);
      Until.later(pause);
      type(keys);
      await(prompt);
    }
  }

  /** All that was on the terminal so far, as text. */
  String seen() {
    synchronized (seen) {
      // what is not complete yet is looked at next time
      return CONTROL.matcher(seen).replaceAll("");
    }
  }

  /** Waits for the shell's end. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
