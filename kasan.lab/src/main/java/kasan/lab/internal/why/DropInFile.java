// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A jar in the folder of drop-in bundles that the framework did not take.
 *
 * @param file where it lies
 * @param reason why it is none, or what it waits for, as the end of a sentence
 */
public record DropInFile(Path file, String reason) {
  /** As the OSGi specification has symbolic names. */
  private static final Pattern SYMBOLIC_NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*");

  private static final Pattern VERSION =
      Pattern.compile("[0-9]+(\\.[0-9]+(\\.[0-9]+(\\.[\\w-]+)?)?)?");
  private static final String ZIP = "PK";

  /** Looks into a file for what makes it no bundle. */
  public static DropInFile of(Path file) {
    return new DropInFile(file, "is no bundle: " + reason(file));
  }

  /** One that is not looked at before a bundle has stopped. */
  public static DropInFile waiting(Path file, String bundle) {
    return new DropInFile(
        file,
        "waits until bundle " + bundle + " has stopped, or until the laboratory is started anew");
  }

  private static String reason(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(ZIP.length());
      if (head.length == 0) {
        return "it is empty";
      }
      if (!new String(head, StandardCharsets.ISO_8859_1).equals(ZIP)) {
        return "it is no jar";
      }
    } catch (IOException e) {
      return "it cannot be read";
    }
    try (var jar = new JarFile(file.toFile())) {
      return reason(jar.getManifest());
    } catch (IOException | SecurityException e) {
      return "the jar is cut short or damaged";
    }
  }

  private static String reason(@Nullable Manifest manifest) {
    if (manifest == null) {
      return "it has no manifest";
    }
    String name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
    if (name == null) {
      return "its manifest has no Bundle-SymbolicName";
    }
    String plain = name.replaceAll(";.*", "").strip();
    if (!SYMBOLIC_NAME.matcher(plain).matches()) {
      return "its Bundle-SymbolicName '"
          + plain
          + "' is none: expected letters, digits, - and _, with single dots between";
    }
    String version = manifest.getMainAttributes().getValue("Bundle-Version");
    if (version != null && !VERSION.matcher(version.strip()).matches()) {
      return "its Bundle-Version '" + version.strip() + "' is none: expected 1.2.3, say";
    }
    return "the framework does not take it; is a bundle "
        + plain
        + " of that version there already?";
  }

  /** In a sentence. */
  String inWords() {
    return "file " + file + " " + reason;
  }

  /** True if a user means it: by its path, its name, or its name without the ending. */
  boolean isCalled(String name) {
    String last = String.valueOf(file.getFileName());
    return name.equals(file.toString())
        || name.equals(last)
        || name.equals(last.replaceFirst("\\.jar$", ""));
  }
}
