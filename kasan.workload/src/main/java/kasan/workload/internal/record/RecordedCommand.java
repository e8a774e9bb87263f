// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** The command that runs while a machine is recorded. What it prints goes to stderr. */
final class RecordedCommand {
  private static final long GRACE_SECONDS = 3;
  private static final int NOT_ENDED = -1;

  private final Process process;

  private RecordedCommand(Process process) {
    this.process = process;
  }

  /** Refuses a command that is not there, before anything was begun. */
  static void check(List<String> command) {
    if (command.isEmpty()) {
      return;
    }
    String name = command.get(0);
    if (name.indexOf('/') >= 0) {
      if (!Files.isExecutable(Path.of(name)) || Files.isDirectory(Path.of(name))) {
        throw new BadInputException("record: " + name + " cannot be executed");
      }
      return;
    }
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return;
      }
    }
    throw new BadInputException("record: no command '" + name + "' on the PATH");
  }

  static RecordedCommand start(List<String> command, Undo undo) throws IOException {
    File errors = new File("/dev/stderr");
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(
                errors.canWrite()
                    ? ProcessBuilder.Redirect.appendTo(errors)
                    : ProcessBuilder.Redirect.DISCARD);
    var started = new AtomicReference<@Nullable RecordedCommand>();
    undo.change(
        () -> started.set(new RecordedCommand(builder.start())),
        () -> {
          RecordedCommand running = started.get();
          if (running != null) {
            running.kill();
          }
        });
    return Objects.requireNonNull(started.get(), "started");
  }

  /** Waits for its end. */
  boolean endedWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends it, if it has not ended.
   *
   * @return its status; -1 when it had to be ended
   */
  int end() throws InterruptedException {
    if (!process.isAlive()) {
      return process.exitValue();
    }
    List<ProcessHandle> family;
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      family = descendants.toList();
    }
    family.forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      process.waitFor();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    return NOT_ENDED;
  }

  private void kill() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }
}
