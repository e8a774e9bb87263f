// SPDX-License-Identifier: Apache-2.0
package kasan.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project that knows a release by its repository alone. */
final class ThirdParty {
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

  /** What docs/release.md tells an author to write, around the sources of the example. */
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example.thirdparty</groupId>
        <artifactId>third-party-scheme</artifactId>
        <version>1.0.0</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <repositories>
          <repository>
            <id>kasan</id>
            <url>REPOSITORY</url>
          </repository>
        </repositories>
        <dependencyManagement>
          <dependencies>
            <dependency>
              <groupId>kasan</groupId>
              <artifactId>kasan.bom</artifactId>
              <version>VERSION</version>
              <type>pom</type>
              <scope>import</scope>
            </dependency>
          </dependencies>
        </dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>kasan</groupId>
            <artifactId>kasan.api</artifactId>
            <scope>provided</scope>
          </dependency>
          <dependency>
            <groupId>kasan</groupId>
            <artifactId>kasan.generic</artifactId>
            <scope>provided</scope>
          </dependency>
          <dependency>
            <groupId>kasan</groupId>
            <artifactId>kasan.testkit</artifactId>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>org.osgi</groupId>
            <artifactId>osgi.annotation</artifactId>
            <version>8.1.0</version>
            <scope>provided</scope>
          </dependency>
          <dependency>
            <groupId>org.osgi</groupId>
            <artifactId>org.osgi.service.component.annotations</artifactId>
            <version>1.5.1</version>
            <scope>provided</scope>
          </dependency>
          <dependency>
            <groupId>org.osgi</groupId>
            <artifactId>org.osgi.util.function</artifactId>
            <version>1.2.0</version>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>org.osgi</groupId>
            <artifactId>org.osgi.util.promise</artifactId>
            <version>1.3.0</version>
            <scope>test</scope>
          </dependency>
        </dependencies>
        <build>
          <pluginManagement>
            <plugins>
              <plugin>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.3.1</version>
              </plugin>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.13.0</version>
              </plugin>
            </plugins>
          </pluginManagement>
        </build>
      </project>
      """;

  private ThirdParty() {}

  static void write(Path project, Path release) throws IOException {
    Files.writeString(
        project.resolve("pom.xml"),
        POM.replace("REPOSITORY", release.resolve("repository").toUri().toString())
            .replace("VERSION", version(release)));
    Path example = release.resolve("examples/third-party-scheme");
    try (Stream<Path> files = Files.walk(example.resolve("src"))) {
      for (Path file : files.toList()) {
        Files.copy(file, project.resolve(example.relativize(file).toString()));
      }
    }
  }

  /** The version of a release: the folder of its bill of materials. */
  static String version(Path release) throws IOException {
    try (Stream<Path> versions = Files.list(release.resolve("repository/kasan/kasan.bom"))) {
      return versions.findFirst().orElseThrow().getFileName().toString();
    }
  }

  /** The artifacts that the bill of materials lists. */
  static List<String> managed(Path release) throws IOException {
    String version = version(release);
    String bom =
        Files.readString(
            release.resolve(
                "repository/kasan/kasan.bom/" + version + "/kasan.bom-" + version + ".pom"));
    return ARTIFACT
        .matcher(bom.substring(bom.indexOf("<dependencyManagement>")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /**
   * A new local repository with all that this machine's has, but for artifacts of ours. It stays in
   * the build's folder: what it has is links.
   */
  static Path localRepository() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "local-repository");
    try (Stream<Path> groups = Files.list(Path.of(System.getProperty("maven.repo.local")))) {
      for (Path group : groups.toList()) {
        if (!group.getFileName().toString().equals("kasan")) {
          Files.createSymbolicLink(folder.resolve(group.getFileName()), group);
        }
      }
    }
    return folder;
  }
}
