// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kasan.api.BadInputException;

/**
 * Writes Maven projects of one scheme each, made of the laboratory's example: same files, other
 * name.
 */
public final class SchemeProject {
  private static final String REPOSITORY = "repository";
  private static final Path MAVEN_CONFIG = Path.of(".mvn", "maven.config");
  private static final String VERSION_OPTION = "-Dkasan.version=";

  /** Maven offline still reads the repository in the folder. */
  private static final String OFFLINE_OPTION = "-Daether.offline.protocols=file";

  private final SortedMap<String, String> template;
  private final LocalRepository repository;

  /**
   * What there is to write.
   *
   * @param template contents by path
   * @param jars the laboratory's artifacts for third parties, by name
   * @param base version of the product
   */
  public SchemeProject(Map<String, String> template, Map<String, byte[]> jars, String base) {
    this.template = new TreeMap<>(template);
    this.repository = new LocalRepository(jars, base);
  }

  /**
   * A project that was written.
   *
   * @param folder where
   * @param files relative paths of those that the author edits, ascending
   * @param version of the laboratory's artifacts that it builds against
   */
  public record Made(Path folder, List<String> files, String version) {
    /** Copies the list. */
    public Made {
      files = List.copyOf(files);
    }
  }

  /**
   * Writes a new project; all of it or nothing.
   *
   * @param folder does not exist, or is empty
   * @param name of the scheme
   * @param taken names that schemes have already
   * @throws BadInputException when folder or name cannot be used
   */
  public Made create(Path folder, String name, Collection<String> taken) throws IOException {
    SchemeName scheme = SchemeName.parse(name, taken);
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new BadInputException(
          folder + " exists already; give a folder that does not, or an empty one");
    }
    Path parent = existing(folder);
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new BadInputException(folder + ": cannot write to " + parent);
    }
    var files = new ArrayList<String>();
    Path draft = draftIn(parent, folder);
    try {
      for (Map.Entry<String, String> file : template.entrySet()) {
        String path = scheme.in(file.getKey());
        Path target = draft.resolve(path);
        Files.createDirectories(target.getParent());
        Files.writeString(target, scheme.in(file.getValue()));
        files.add(path);
      }
      writeArtifacts(draft);
      Files.createDirectories(folder.getParent());
      Files.deleteIfExists(folder);
      Files.move(draft, folder);
    } finally {
      delete(draft);
    }
    return new Made(folder, files, repository.version());
  }

  /**
   * Gives a project that is there the laboratory's artifacts as they are now.
   *
   * @throws BadInputException when there is no project
   */
  public Made update(Path folder) throws IOException {
    Path pom = folder.resolve("pom.xml");
    if (!Files.isRegularFile(pom) || !Files.readString(pom).contains("${kasan.version}")) {
      throw new BadInputException(
          folder + ": expected a project with a pom.xml that uses ${kasan.version}");
    }
    delete(folder.resolve(REPOSITORY));
    writeArtifacts(folder);
    return new Made(folder, List.of(), repository.version());
  }

  private void writeArtifacts(Path folder) throws IOException {
    repository.write(folder.resolve(REPOSITORY));
    Path config = folder.resolve(MAVEN_CONFIG);
    var lines = new ArrayList<String>();
    if (Files.exists(config)) {
      lines.addAll(Files.readAllLines(config, StandardCharsets.UTF_8));
      lines.removeIf(line -> line.startsWith(VERSION_OPTION) || line.equals(OFFLINE_OPTION));
    }
    lines.add(OFFLINE_OPTION);
    lines.add(VERSION_OPTION + repository.version());
    Files.createDirectories(config.getParent());
    Files.writeString(config, String.join("\n", lines) + "\n");
  }

  /** A file system may refuse what permissions allow: /proc does. */
  private static Path draftIn(Path parent, Path folder) {
    try {
      return Files.createTempDirectory(parent, ".new-scheme");
    } catch (IOException e) {
      throw new BadInputException(folder + ": no folder can be made in " + parent, e);
    }
  }

  /** The nearest folder above that exists. */
  private static Path existing(Path folder) {
    Path parent = folder.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent == null ? folder.toAbsolutePath() : parent;
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> inside = Files.walk(folder)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
