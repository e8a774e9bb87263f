// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Results;
import kasan.shell.verb.VerbSession;

/**
 * A result in a file, as {@code --format json} wrote it.
 *
 * @param file as the user named it
 */
record KeptResult(String file, Result result) {
  private static final String STANDARD_INPUT = "-";

  /**
   * Reads one.
   *
   * @param given a path, or {@code -} for standard input
   * @throws BadInputException when it cannot be read, or is no result
   */
  static KeptResult read(String given, VerbSession session) throws IOException {
    boolean input = given.equals(STANDARD_INPUT);
    String file = input ? "standard input" : given;
    String text = input ? piped(session.input()) : text(given, session.path(given));
    try {
      return new KeptResult(file, Results.read(text));
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static String piped(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String text(String given, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new BadInputException(given + ": is a directory, expected a result as JSON");
    }
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new BadInputException(given + ": no such file, expected a result as JSON", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(given + ": permission denied", e);
    } catch (CharacterCodingException e) {
      throw new BadInputException(given + ": no text in UTF-8, expected a result as JSON", e);
    }
  }

  String verb() {
    return result.verb();
  }

  /** Version of the laboratory that made it; empty where nobody told. */
  String version() {
    String version = Results.version(result);
    return version.isEmpty() && result.tree().get("version") instanceof String told
        ? told
        : version;
  }

  /** What it was made from, in words; empty where its verb takes no input. */
  String input() {
    if (result.tree().get("input") instanceof Map<?, ?> input && input.get("name") != null) {
      String name = String.valueOf(input.get("name"));
      String digest = digest();
      return digest.isEmpty() ? name : name + ", sha256 " + Values.start(digest);
    }
    if (result.tree().get("file") instanceof String name) {
      return name;
    }
    return result.tree().get("profile") instanceof Map<?, ?> profile && profile.get("name") != null
        ? String.valueOf(profile.get("name"))
        : "";
  }

  /** Whether both were made from the same input, whatever it is called. */
  boolean sameInput(KeptResult other) {
    String digest = digest();
    return digest.isEmpty() || other.digest().isEmpty()
        ? input().equals(other.input())
        : digest.equals(other.digest());
  }

  private String digest() {
    return result.tree().get("input") instanceof Map<?, ?> input
            && input.get("sha256") instanceof String digest
        ? digest
        : "";
  }
}
