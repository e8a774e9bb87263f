// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What the build has made for Apache Karaf, and the files of the bundles in it. */
final class KarafFiles {
  /** Where {@code kasan.containers} puts what it makes. */
  static final Path FOLDER = Path.of("..", "kasan.containers", "target").toAbsolutePath();

  private KarafFiles() {}

  /**
   * Files of the dependencies, by {@code mvn:group/artifact/version}, from lines as {@code
   * group:artifact:jar:version:scope:/path}.
   */
  static Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("dependencies.txt"))) {
      String plain = line.strip().replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" -- .*", "");
      String[] parts = plain.split(":", 6);
      if (parts.length == 6 && parts[2].equals("jar")) {
        files.put("mvn:" + parts[0] + "/" + parts[1] + "/" + parts[3], Path.of(parts[5]));
      }
    }
    return files;
  }

  /** Symbolic names of the bundles among them. */
  static Map<String, String> bundleNames() throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (Map.Entry<String, Path> each : files().entrySet()) {
      try (JarFile jar = new JarFile(each.getValue().toFile())) {
        Manifest manifest = jar.getManifest();
        String name =
            manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        if (name != null) {
          names.put(each.getKey(), name.replaceAll(";.*", ""));
        }
      }
    }
    return names;
  }

  /** The file of a bundle. */
  static Path bundle(String name) throws IOException {
    Map<String, Path> files = files();
    return bundleNames().entrySet().stream()
        .filter(each -> each.getValue().equals(name))
        .map(each -> files.get(each.getKey()))
        .findFirst()
        .orElseThrow();
  }

  /** Puts all of them where Karaf looks first: into its own repository. */
  static void putInto(Path karaf) throws IOException {
    for (Map.Entry<String, Path> each : files().entrySet()) {
      String[] at = each.getKey().substring("mvn:".length()).split("/", -1);
      Path folder =
          karaf.resolve("system").resolve(at[0].replace('.', '/')).resolve(at[1]).resolve(at[2]);
      Files.createDirectories(folder);
      Path jar = folder.resolve(at[1] + "-" + at[2] + ".jar");
      if (!Files.exists(jar)) {
        Files.copy(each.getValue(), jar);
      }
    }
  }
}
