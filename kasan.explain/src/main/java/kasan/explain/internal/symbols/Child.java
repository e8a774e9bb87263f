// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** A program of the machine that reads debug information. */
final class Child {
  private static final int LIMIT_SECONDS = 120;
  private static final int MAX_LINES = 2_000_000;

  private Child() {}

  /** The first of some programs that is on the PATH; null for none. */
  static @Nullable Path find(String... names) {
    String folders = System.getenv("PATH");
    for (String name : names) {
      for (String folder : (folders == null ? "" : folders).split(":", -1)) {
        Path program = Path.of(folder.isEmpty() ? "." : folder, name);
        if (Files.isExecutable(program) && !Files.isDirectory(program)) {
          return program;
        }
      }
    }
    return null;
  }

  /**
   * Runs a program to its end.
   *
   * @param input given to it line by line
   * @param more told each line that is printed; false when no more is wanted
   * @return what it printed
   * @throws BadInputException when it cannot be started or does not end
   */
  static List<String> run(List<String> command, List<String> input, Predicate<String> more)
      throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread writer = new Thread(() -> write(process, input), "input of " + command.get(0));
    writer.setDaemon(true);
    writer.start();
    Thread limit = new Thread(() -> endAfterLimit(process), "limit of " + command.get(0));
    limit.setDaemon(true);
    limit.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine();
          line != null && lines.size() < MAX_LINES;
          line = more.test(line) ? out.readLine() : null) {
        lines.add(line);
      }
    } finally {
      process.destroy();
      limit.interrupt();
    }
    return lines;
  }

  private static void write(Process process, List<String> input) {
    try (OutputStream in = process.getOutputStream()) {
      for (String line : input) {
        in.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      // it ended before it read everything: what it printed tells
      process.destroy();
    }
  }

  private static void endAfterLimit(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // it ended in time
      process.destroy();
    }
  }
}
