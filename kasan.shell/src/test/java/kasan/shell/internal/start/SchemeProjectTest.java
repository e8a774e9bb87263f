// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeProjectTest {
  private static final Map<String, String> TEMPLATE =
      Map.of(
          "pom.xml", "<artifactId>third-party-scheme</artifactId> ${kasan.version}",
          "src/org/example/thirdparty/ThirdPartyScheme.java", "package org.example.thirdparty;");
  private static final Map<String, byte[]> JARS =
      Map.of("kasan.api", new byte[] {1}, "kasan.testkit", new byte[] {2});

  private final SchemeProject project = new SchemeProject(TEMPLATE, JARS, "0.1.0");

  @TempDir Path dir;

  private List<Path> all() throws IOException {
    try (Stream<Path> paths = Files.walk(dir)) {
      return paths.filter(path -> !path.equals(dir)).sorted().toList();
    }
  }

  @Test
  void nameReplacesThatOfTheTemplateInPathsAndTexts() throws IOException {
    Path folder = dir.resolve("deep/in");
    SchemeProject.Made made = project.create(folder, "lazy-free2", List.of("page"));

    assertEquals(
        List.of("pom.xml", "src/org/example/lazyfree2/LazyFree2Scheme.java"), made.files());
    assertEquals(
        "<artifactId>lazy-free2-scheme</artifactId> ${kasan.version}",
        Files.readString(folder.resolve("pom.xml")));
    assertEquals(
        "package org.example.lazyfree2;",
        Files.readString(folder.resolve("src/org/example/lazyfree2/LazyFree2Scheme.java")));
  }

  @Test
  void artifactsLieWhereMavenLooksForTheVersionItIsTold() throws IOException {
    SchemeProject.Made made = project.create(dir.resolve("x"), "mine", List.of());

    assertEquals(
        List.of("-Daether.offline.protocols=file", "-Dkasan.version=" + made.version()),
        Files.readAllLines(dir.resolve("x/.mvn/maven.config")));
    String stem = "x/repository/kasan/kasan.testkit/V/kasan.testkit-V".replace("V", made.version());
    assertTrue(Files.exists(dir.resolve(stem + ".jar")));
    String pom = Files.readString(dir.resolve(stem + ".pom"));
    assertTrue(pom.contains("<artifactId>kasan.kernel</artifactId>"), pom);
  }

  @Test
  void otherContentsAreAnotherVersion() throws IOException {
    Path folder = dir.resolve("x");
    SchemeProject.Made first = project.create(folder, "mine", List.of());
    Files.writeString(folder.resolve(".mvn/maven.config"), "-T2\n-Dkasan.version=0.0.1\n");

    var changed = Map.of("kasan.api", new byte[] {1}, "kasan.testkit", new byte[] {3});
    SchemeProject.Made second = new SchemeProject(TEMPLATE, changed, "0.1.0").update(folder);

    assertNotEquals(first.version(), second.version());
    assertEquals(
        List.of("-T2", "-Daether.offline.protocols=file", "-Dkasan.version=" + second.version()),
        Files.readAllLines(folder.resolve(".mvn/maven.config")));
    assertFalse(Files.exists(folder.resolve("repository/kasan/kasan.api/" + first.version())));
    assertEquals(first.version(), project.update(folder).version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mine", "2fast", "a_b", "a--b", "-a", "a-", "../a", "int", "page"})
  void badNameIsRefusedAndNothingWritten(String name) throws IOException {
    Path folder = dir.resolve("x");
    List<String> taken = List.of("page");
    String message =
        assertThrows(BadInputException.class, () -> project.create(folder, name, taken))
            .getMessage();
    assertTrue(message.contains("'" + name + "'"), message);
    assertEquals(List.of(), all());
  }

  @Test
  void folderWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("x"));
    Path file = Files.writeString(folder.resolve("mine"), "mine");
    for (Path taken : List.of(folder, file)) {
      assertThrows(BadInputException.class, () -> project.create(taken, "mine", List.of()));
    }
    assertThrows(
        BadInputException.class, () -> project.create(file.resolve("in"), "mine", List.of()));
    assertEquals(List.of(folder, file), all());
  }

  @Test
  void emptyFolderIsFilled() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("x"));
    project.create(folder, "mine", List.of());
    assertTrue(Files.exists(folder.resolve("pom.xml")));
  }

  @Test
  void whatIsNoProjectIsNotUpdated() throws IOException {
    assertThrows(BadInputException.class, () -> project.update(dir.resolve("nowhere")));
    Files.writeString(dir.resolve("pom.xml"), "<project/>");
    assertThrows(BadInputException.class, () -> project.update(dir));
    assertEquals(List.of(dir.resolve("pom.xml")), all());
  }
}
