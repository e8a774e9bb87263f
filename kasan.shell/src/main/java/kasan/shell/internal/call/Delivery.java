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
  private final @Nullable Path file;

  private Delivery(Reporter reporter, @Nullable Path file) {
    this.reporter = reporter;
    this.file = file;
  }

  /**
   * @param given with {@code --format} and {@code --out}
   * @param directory that relative paths start from
   * @throws BadInputException when the format is not known or the file cannot be written
   */
  static Delivery of(Arguments given, Reporters reporters, Path directory) {
    String format = given.option("--format");
    String out = given.option("--out");
    if (out.isEmpty()) {
      return new Delivery(format.isEmpty() ? reporters.standard() : reporters.named(format), null);
    }
    Reporter reporter = format.isEmpty() ? reporters.forFile(out) : reporters.named(format);
    Path file = directory.resolve(out).normalize();
    checkWritable(out, file);
    return new Delivery(reporter, file);
  }

  /** For a verb that writes a file of its own, and says what it did. */
  static Delivery printed(Arguments given, Reporters reporters) {
    String format = given.option("--format");
    return new Delivery(format.isEmpty() ? reporters.standard() : reporters.named(format), null);
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

  /** Hands a result over: written when it goes to a file, else for the shell to print. */
  Answer answer(Result result, Medium medium) throws IOException {
    if (file == null) {
      return Answer.printed(result, reporter, medium);
    }
    try {
      write(result, file);
    } catch (IOException e) {
      throw new BadInputException("--out " + file + ": cannot be written: " + reason(e), e);
    }
    return Answer.written(result);
  }

  private static String reason(IOException e) {
    String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return words == null ? "the file system refuses" : words;
  }

  private void write(Result result, Path target) throws IOException {
    if (isSpecial(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        reporter.write(result, out);
      }
      return;
    }
    // A link stays a link: what it leads to is replaced.
    Path real = Files.exists(target) ? target.toRealPath() : target;
    Path part = partOf(real);
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        reporter.write(result, out);
      }
      Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
