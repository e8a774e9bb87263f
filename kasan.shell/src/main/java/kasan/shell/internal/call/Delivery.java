// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import kasan.api.BadInputException;
import kasan.api.report.Medium;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.shell.verb.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes, settled before the work that makes it: the reporter is known and the file
 * can be written. A file appears whole or not at all.
 */
final class Delivery {
  private final Reporter reporter;
  private final String chart;
  private final @Nullable Path file;

  private Delivery(Reporters.Known known, String chart, @Nullable Path file) {
    this.reporter = known.reporter();
    this.chart = chart;
    this.file = file;
  }

  /**
   * @param given with {@code --format}, {@code --chart} and {@code --out}
   * @param directory that relative paths start from
   * @throws BadInputException when the format or the chart is not known, they do not go together or
   *     the file cannot be written
   */
  static Delivery of(Arguments given, Reporters reporters, Path directory) {
    String format = given.option("--format");
    String out = given.option("--out");
    String chart = given.option("--chart");
    if (out.isEmpty()) {
      return printed(format, chart, reporters);
    }
    Reporters.Known known = format.isEmpty() ? reporters.forFile(out) : reporters.named(format);
    checkChart(chart, known, reporters);
    Path file = directory.resolve(out).normalize();
    checkWritable(out, file);
    return new Delivery(known, chart, file);
  }

  private static Delivery printed(String format, String chart, Reporters reporters) {
    Reporters.Known known = format.isEmpty() ? reporters.standard() : reporters.named(format);
    if (known.binary()) {
      throw new BadInputException(
          "--format " + known.name() + " is no text and cannot be printed; add --out FILE");
    }
    checkChart(chart, known, reporters);
    return new Delivery(known, chart, null);
  }

  private static void checkChart(String chart, Reporters.Known known, Reporters reporters) {
    if (chart.isEmpty()) {
      return;
    }
    if (known.charts().isEmpty()) {
      throw new BadInputException(
          "--chart "
              + chart
              + ": the format "
              + known.name()
              + " writes no single charts; formats that do: "
              + String.join(", ", reporters.chartFormats())
              + ", which --out FILE chooses by its ending");
    }
    if (!known.charts().contains(chart)) {
      throw BadInputException.unknownName("chart", chart, known.charts());
    }
  }

  /** For a verb that writes a file of its own, and says what it did. */
  static Delivery printed(Arguments given, Reporters reporters) {
    return printed(given.option("--format"), given.option("--chart"), reporters);
  }

  /** Tries it: permissions, full or read-only file systems show in no other way. */
  private static void checkWritable(String given, Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException("--out " + given + ": is a directory, expected a file");
    }
    if (isSpecial(file)) {
      return;
    }
    try {
      Path part = partOf(file);
      Files.createFile(part);
      Files.delete(part);
    } catch (IOException e) {
      throw new BadInputException(
          "--out " + given + ": cannot be written: " + reason(folderOf(file), e), e);
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new BadInputException("--out " + given + ": cannot be written: permission denied");
    }
  }

  private static String reason(Path folder, IOException e) {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder)
          ? folder + " is no directory"
          : "directory " + folder + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied in " + folder;
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason() + " in " + folder
        : "no file can be made in " + folder;
  }

  /** Whether it is a device or a pipe, which cannot be moved into place. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  /** A name beside the file that no other process and no other thread uses. */
  private static Path partOf(Path file) {
    return folderOf(file)
        .resolve(
            "."
                + file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().getId()
                + ".part");
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? file.toAbsolutePath().getRoot() : folder;
  }

  /**
   * Hands a result over: written when it goes to a file, else for the shell to print.
   *
   * @param command that asked for it
   */
  Answer answer(Result result, Medium medium, String command) throws IOException {
    if (file == null) {
      return Answer.printed(result, reporter, new Rendering(medium, chart, command));
    }
    try {
      write(result, new Rendering(Medium.FILE, chart, command), file);
    } catch (IOException e) {
      throw new BadInputException("--out " + file + ": cannot be written: " + reason(e), e);
    }
    return Answer.written(result);
  }

  private static String reason(IOException e) {
    String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return words == null ? "the file system refuses" : words;
  }

  private void write(Result result, Rendering rendering, Path target) throws IOException {
    if (isSpecial(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        reporter.write(result, out, rendering);
      }
      return;
    }
    // A link stays a link: what it leads to is replaced.
    Path real = Files.exists(target) ? target.toRealPath() : target;
    Path part = partOf(real);
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        reporter.write(result, out, rendering);
      }
      Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
