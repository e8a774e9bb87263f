// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The shell on a terminal of its own, which {@code script} of util-linux provides. */
final class TerminalSession implements AutoCloseable {
  private static final Pattern CONTROL = Pattern.compile("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])|\r");
  private static final long PATIENCE_SECONDS = 60;
  private static final long STEP_MILLIS = 20;
  private static final long AGAIN_MILLIS = 2000;

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
    // whoever runs tests in the background has them ignore Ctrl-C, and all that they start
    String command = "env --default-signal=INT " + Product.script();
    var builder =
        new ProcessBuilder("/usr/bin/script", "-qfec", command, "/dev/null")
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().put("KASAN_HOME", home.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("KASAN_JAVA_OPTS");
    return new TerminalSession(builder.start());
  }

  private void read() {
    char[] some = new char[1024];
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (seen) {
          seen.append(some, 0, n);
        }
      }
    } catch (IOException e) {
      // The session was closed.
    }
  }

  /** Presses keys. */
  void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Waits until this stands on the terminal, behind what was waited for before. */
  void await(String text) throws InterruptedException {
    for (long waited = 0; ; waited += STEP_MILLIS) {
      String all = seen();
      int at = all.indexOf(text, looked);
      if (at >= 0) {
        looked = at + text.length();
        return;
      }
      if (waited > TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)) {
        throw new AssertionError(
            "'" + text + "' did not appear, but: " + all.substring(Math.min(looked, all.length())));
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  /** Presses keys again and again until something stands on the terminal. */
  void typeUntil(String keys, String text) throws IOException, InterruptedException {
    int from = looked;
    for (long waited = 0; seen().indexOf(text, from) < 0; waited += AGAIN_MILLIS) {
      if (waited > TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)) {
        throw new AssertionError("'" + text + "' did not appear, but: " + seen().substring(from));
      }
      type(keys);
      Thread.sleep(AGAIN_MILLIS);
    }
    await(text);
  }

  /** All that was on the terminal so far, as text. */
  String seen() {
    synchronized (seen) {
      // what is not complete yet is looked at next time
      return CONTROL.matcher(seen).replaceAll("");
    }
  }

  /** Waits for the shell's end. */
  boolean ends() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
