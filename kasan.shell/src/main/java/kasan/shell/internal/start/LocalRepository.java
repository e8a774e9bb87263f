// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The artifacts that a third party builds against, as a Maven repository in a folder.
 *
 * <p>Maven keeps what it has fetched under its version for ever. So the version tells the contents:
 * what is no release has a digest of all artifacts in its version.
 */
final class LocalRepository {
  private static final String GROUP = "kasan";
  private static final int DIGEST_LETTERS = 10;

  /** What stands on others of these; the others stand alone. */
  private static final Map<String, List<String>> DEPENDENCIES =
      Map.of(
          "kasan.shell",
          List.of("kasan.api", "kasan.lab.api"),
          "kasan.testkit",
          List.of(
              "kasan.api",
              "kasan.generic",
              "kasan.lab.api",
              "kasan.kernel",
              "arch.x86",
              "arch.arm64"));

  private final SortedMap<String, byte[]> jars;
  private final String version;

  /**
   * @param jars contents by artifact
   * @param base version of the product
   */
  LocalRepository(Map<String, byte[]> jars, String base) {
    this.jars = new TreeMap<>(jars);
    this.version = base + "-" + digest(this.jars);
  }

  private static String digest(SortedMap<String, byte[]> jars) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      jars.forEach(
          (name, contents) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(contents);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The version of all artifacts. */
  String version() {
    return version;
  }

  /** Writes it into a folder. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
      String name = jar.getKey();
      Path versionFolder =
          Files.createDirectories(folder.resolve(GROUP).resolve(name).resolve(version));
      Path stem = versionFolder.resolve(name + "-" + version);
      Files.write(Path.of(stem + ".jar"), jar.getValue());
      Files.writeString(Path.of(stem + ".pom"), pom(name));
    }
  }

  private String pom(String name) {
    var lines = new ArrayList<String>();
    lines.add("<project xmlns=\"http://maven.apache.org/POM/4.0.0\">");
    lines.add("  <modelVersion>4.0.0</modelVersion>");
    lines.add(coordinates(name, "  "));
    lines.add("  <dependencies>");
    for (String dependency : DEPENDENCIES.getOrDefault(name, List.of())) {
      lines.add("    <dependency>");
      lines.add(coordinates(dependency, "      "));
      lines.add("    </dependency>");
    }
    lines.add("  </dependencies>");
    lines.add("</project>");
    return String.join("\n", lines) + "\n";
  }

  private String coordinates(String name, String indent) {
    return indent
        + "<groupId>"
        + GROUP
        + "</groupId>\n"
        + indent
        + "<artifactId>"
        + name
        + "</artifactId>\n"
        + indent
        + "<version>"
        + version
        + "</version>";
  }
}
