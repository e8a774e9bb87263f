// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Programs that are measured beside the model. */
final class Peer {
  /** Where the C program is; the script builds it and says so. */
  private static final String PROGRAM = "kasan.bench.peer";

  private static final double NANOS_OF_MILLI = 1e6;

  private Peer() {}

  /**
   * Runs the C program, which measures itself.
   *
   * @param use what it is to do, and its arguments; see {@code peers/peer.c}
   * @return nanoseconds an operation
   */
  static double nanos(String... use) {
    String program = System.getProperty(PROGRAM);
    if (program == null) {
      throw new IllegalStateException("start kasan.bench/bench, which builds the program in C");
    }
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(use));
    return Double.parseDouble(output(new ProcessBuilder(command)).strip());
  }

  /** Runs a command of a shell; returns how many milliseconds it took. */
  static double millis(String command) {
    long start = System.nanoTime();
    output(new ProcessBuilder("/bin/sh", "-c", command));
    return (System.nanoTime() - start) / NANOS_OF_MILLI;
  }

  private static String output(ProcessBuilder builder) {
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String said;
      try (InputStream out = process.getInputStream()) {
        said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(builder.command() + " ended with " + process.exitValue());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
