// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kasan.lab.api.Progress;

/** A line on a terminal that says how much has been done; gone when work is. */
final class TerminalProgress implements Progress, AutoCloseable {
  private static final long INTERVAL_NANOS = 200_000_000;
  private static final String ERASE_LINE = "\r\033[K";

  private final OutputStream out;
  private final String unit;
  private long due = System.nanoTime() + INTERVAL_NANOS;
  private boolean shown;

  /**
   * @param unit of what is counted: {@code events}
   */
  TerminalProgress(OutputStream out, String unit) {
    this.out = out;
    this.unit = unit;
  }

  /**
   * What work is to tell its progress to: a line on stderr when that is a terminal, else nobody.
   */
  static TerminalProgress onStandardError() {
    return onStandardError("events");
  }

  /** As above, counting something else. */
  static TerminalProgress onStandardError(String unit) {
    return new TerminalProgress(
        isTerminal() ? new FileOutputStream(FileDescriptor.err) : OutputStream.nullOutputStream(),
        unit);
  }

  /** Java tells this of stdin and stdout only; Linux shows where a descriptor leads. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void at(long events) {
    long now = System.nanoTime();
    if (now - due >= 0) {
      due = now + INTERVAL_NANOS;
      shown = true;
      write(ERASE_LINE + String.format(Locale.ROOT, "%,d %s", events, unit));
    }
  }

  /** A line that stays, above the one that changes. */
  void line(String text) {
    write((shown ? ERASE_LINE : "") + text + "\n");
  }

  @Override
  public void close() {
    if (shown) {
      write(ERASE_LINE);
    }
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      // A terminal that went away is no reason to stop.
      shown = false;
    }
  }
}
