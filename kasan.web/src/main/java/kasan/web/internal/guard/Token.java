// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** The word that a request must bring to change something. Nothing prints it but its address. */
public final class Token {
  private static final int BYTES = 24;

  /** Words that an address can carry as they are, and long enough not to be guessed. */
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22,128}");

  private final byte[] word;

  private Token(String word) {
    this.word = word.getBytes(StandardCharsets.US_ASCII);
  }

  /** One that nobody has seen before, of 192 random bits. */
  public static Token random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * The first line of a file; a file that is not there is made, for its owner alone.
   *
   * @throws BadInputException when it cannot be read or made, or holds no token
   */
  public static Token of(Path file) {
    try {
      make(file);
      List<String> lines = Files.readAllLines(file);
      String word = lines.isEmpty() ? "" : lines.get(0).strip();
      if (!SHAPE.matcher(word).matches()) {
        throw new BadInputException(
            file + ": expected a token in its first line, 22 to 128 of A-Z a-z 0-9 _ -");
      }
      return new Token(word);
    } catch (IOException e) {
      throw new BadInputException(file + ": no token can be read from it or written to it", e);
    }
  }

  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var out =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), mode)) {
      out.write(StandardCharsets.US_ASCII.encode(random().word() + "\n"));
    } catch (FileAlreadyExistsException e) {
      // somebody was quicker: theirs is as good
    }
  }

  /** The word itself, for the address that the user is told. */
  public String word() {
    return new String(word, StandardCharsets.US_ASCII);
  }

  /** True if a request brings it; takes as long whatever it brings. */
  public boolean is(@Nullable String brought) {
    return brought != null
        && MessageDigest.isEqual(word, brought.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Never the word: whatever prints an object must not print it. */
  @Override
  public String toString() {
    return "token";
  }
}
