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
import java.util.function.LongSupplier;
import kasan.lab.api.Progress;

/**
 * A line on a terminal that says how much has been done, how fast it goes, and how long it will
 * take where the end is known; gone when work is. The line editor's own needs its terminal, which
 * there is not on the command line.
 */
final class TerminalProgress implements Progress, AutoCloseable {
  private static final long INTERVAL_NANOS = 200_000_000;
  private static final double SECOND_NANOS = 1e9;
  private static final long MINUTE = 60;

  /** Of less nobody can tell how long the rest will take. */
  private static final double LEAST_SHARE = 0.01;

  private static final String ERASE_LINE = "\r\033[K";

  private final OutputStream out;
  private final String unit;
  private final LongSupplier clock;
  private final long start;
  private long due;
  private long end;
  private double share = -1;
  private boolean shown;

  /**
   * @param unit of what is counted: {@code events}
   * @param clock in nanoseconds
   */
  TerminalProgress(OutputStream out, String unit, LongSupplier clock) {
    this.out = out;
    this.unit = unit;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.due = start + INTERVAL_NANOS;
  }

  /** A line on standard error where that is a terminal, else nothing. */
  static TerminalProgress onStandardError(String unit) {
    return new TerminalProgress(
        isTerminal() ? new FileOutputStream(FileDescriptor.err) : OutputStream.nullOutputStream(),
        unit,
        System::nanoTime);
  }

  /** A line on standard error, wherever that leads. */
  static void told(String line) {
    new TerminalProgress(new FileOutputStream(FileDescriptor.err), "", System::nanoTime).line(line);
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
  public synchronized void of(long all) {
    end = all;
  }

  @Override
  public synchronized void share(double part) {
    share = part;
  }

  @Override
  public synchronized void at(long done) {
    long now = clock.getAsLong();
    if (now - due >= 0) {
      due = now + INTERVAL_NANOS;
      shown = true;
      write(ERASE_LINE + line(done, (now - start) / SECOND_NANOS));
    }
  }

  private String line(long done, double seconds) {
    var line = new StringBuilder(String.format(Locale.ROOT, "%,d ", done));
    if (end > 0) {
      line.append(String.format(Locale.ROOT, "of %,d ", end));
    }
    line.append(unit);
    double rate = done / seconds;
    if (done > 0) {
      line.append(
          String.format(Locale.ROOT, rate < 10 ? ", %.1f a second" : ", %,.0f a second", rate));
    }
    if (done > 0 && end >= done) {
      line.append(", ").append(duration(Math.round((end - done) / rate))).append(" left");
    } else if (share >= LEAST_SHARE) {
      line.append(", ").append(duration(Math.round(seconds * (1 - share) / share))).append(" left");
    }
    return line.toString();
  }

  private static String duration(long seconds) {
    return seconds < MINUTE ? seconds + " s" : seconds / MINUTE + " min " + seconds % MINUTE + " s";
  }

  /** A line that stays, above the one that changes. */
  synchronized void line(String text) {
    write((shown ? ERASE_LINE : "") + text + "\n");
  }

  @Override
  public synchronized void close() {
    if (shown) {
      shown = false;
      write(ERASE_LINE);
    }
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      // A terminal that went away is no reason to stop.
      shown = false;
    }
  }
}
