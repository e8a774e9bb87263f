// SPDX-License-Identifier: Apache-2.0
package kasan.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The archives that this module has made, unpacked or read. */
final class Archive {
  private static final Path TARGET = Path.of("target");

  private Archive() {}

  /** One of the two archives. */
  static Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith(ending)).toList();
      if (found.size() != 1) {
        throw new AssertionError("one archive *" + ending + ", not " + found);
      }
      return found.get(0).toAbsolutePath();
    }
  }

  /**
   * Unpacks it as a user does.
   *
   * @return the one folder that is in it
   */
  static Path unpack(Path folder) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", file(".tar.gz").toString())
            .directory(folder.toFile())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new AssertionError("tar cannot unpack it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      if (found.size() != 1) {
        throw new AssertionError("one folder, not " + found);
      }
      return found.get(0);
    }
  }

  /** The contents of a zip file by name. */
  static Map<String, byte[]> entries(Path file) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  /** The names of the jars within a jar. */
  static List<String> jarsIn(Path jar) throws IOException {
    var names = new ArrayList<String>();
    try (var in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".jar")) {
          names.add(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
        }
      }
    }
    return names;
  }

  /** All files and folders below one, relative to it. */
  static List<String> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file) + (Files.isDirectory(file) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
