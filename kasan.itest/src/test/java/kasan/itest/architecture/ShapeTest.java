// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes and packages are read in one sitting; a package that is not says why. */
class ShapeTest {
  private static final int MOST_LINES_OF_A_CLASS = 400;
  private static final int MOST_LINES_OF_A_PACKAGE = 2500;
  private static final int LEAST_CLASSES_OF_A_PACKAGE = 3;

  /** How a package-info begins its reason. */
  private static final String LARGE = "Large because";

  private static final String SMALL = "Small because";

  @Test
  void classesAndPackagesCanBeReadInOneSitting() throws IOException {
    var found = new TreeSet<String>();
    int files = 0;
    List<String> bundles = new ArrayList<>(ProductClasses.BUNDLES);
    bundles.add("kasan.testkit");
    bundles.add("kasan.browser");
    for (String bundle : bundles) {
      Path sources = Path.of("..", bundle, "src", "main", "java");
      files += sources(sources).size();
      found.addAll(outOfShape(sources));
    }
    assertTrue(files > 400, "only " + files + " files looked at");
    assertEquals(Set.of(), found, "too long, too large, or too small without a reason");
  }

  /** A test is read as often as what it tests. */
  @Test
  void testsCanBeReadInOneSitting() throws IOException {
    var found = new TreeSet<String>();
    int files = 0;
    try (Stream<Path> bundles = Files.list(Path.of(".."))) {
      for (Path bundle : bundles.sorted().toList()) {
        for (Path file : sources(bundle.resolve("src/test/java"))) {
          files++;
          if (Files.readAllLines(file).size() > MOST_LINES_OF_A_CLASS) {
            found.add("class " + file.getFileName());
          }
        }
      }
    }
    assertTrue(files > 250, "only " + files + " files looked at");
    assertEquals(Set.of(), found, "too long");
  }

  /** The rule sees each kind, and takes a reason. */
  @Test
  void whatIsOutOfShapeIsNamed(@TempDir Path sources) throws IOException {
    write(sources, "a/Long.java", 401);
    write(sources, "a/One.java", 1);
    write(sources, "a/Two.java", 1);
    for (int i = 0; i < 7; i++) {
      write(sources, "b/Class" + i + ".java", 390);
      write(sources, "c/Class" + i + ".java", 390);
    }
    Files.writeString(sources.resolve("c/package-info.java"), "/** Large because it is. */");
    write(sources, "d/Only.java", 10);
    write(sources, "e/Only.java", 10);
    Files.writeString(sources.resolve("e/package-info.java"), "/** Small because\n * it is. */");
    assertEquals(Set.of("class Long.java", "large b", "small d"), outOfShape(sources));
  }

  private static void write(Path root, String file, int lines) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "\n".repeat(lines));
  }

  private static List<Path> sources(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Set<String> outOfShape(Path root) throws IOException {
    var found = new TreeSet<String>();
    Map<Path, Integer> lines = new TreeMap<>();
    Map<Path, Integer> classes = new TreeMap<>();
    for (Path file : sources(root)) {
      if (file.endsWith("package-info.java")) {
        continue;
      }
      int length = Files.readAllLines(file).size();
      if (length > MOST_LINES_OF_A_CLASS) {
        found.add("class " + file.getFileName());
      }
      lines.merge(file.getParent(), length, Integer::sum);
      classes.merge(file.getParent(), 1, Integer::sum);
    }
    for (Path folder : lines.keySet()) {
      String name = root.relativize(folder).toString().replace('/', '.');
      String info = wordsOf(folder.resolve("package-info.java"));
      if (lines.get(folder) > MOST_LINES_OF_A_PACKAGE && !info.contains(LARGE)) {
        found.add("large " + name);
      }
      if (classes.get(folder) < LEAST_CLASSES_OF_A_PACKAGE && !info.contains(SMALL)) {
        found.add("small " + name);
      }
    }
    return found;
  }

  /** Text with each break of a line in a comment as a blank. */
  private static String wordsOf(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).replaceAll("\\s+(\\* )?", " ") : "";
  }
}
