// SPDX-License-Identifier: Apache-2.0
package kasan.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty folder and the archive are all that a user, or an author of a bundle, has. */
class ReleaseIT {
  private static final Pattern OWN_COORDINATE =
      Pattern.compile(
          "<groupId>kasan</groupId>\\s*<artifactId>([^<]+)</artifactId>|`kasan:([a-z.]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir static Path folder;
  private static Path release;

  @TempDir Path elsewhere;

  @BeforeAll
  static void unpack() throws Exception {
    release = Archive.unpack(folder);
  }

  @Test
  void comparesTheRecordingThatItBringsAlong() throws Exception {
    Told told = start("compare", "--schemes", "original,page,ondemand");
    assertEquals("", told.err());
    assertEquals(0, told.status());
    for (String row : List.of("floor", "ondemand", "original", "page", "oracle")) {
      assertTrue(
          told.out().lines().anyMatch(line -> line.matches(row + "( +[\\d,.-]+)+")), told.out());
    }
  }

  /** All files of a release have the same date, whichever release it is. */
  @Test
  void whatAnOlderReleaseMadeIsNotTakenForThatOfANewerOne() throws Exception {
    assertEquals(0, start("version").status());
    Path sum = release.resolve("lib/kasan.jar.sha256");
    String before = Files.readString(sum);
    assertEquals(List.of("kasan-" + before.substring(0, 12) + ".unpacked"), unpacked());
    try {
      Files.writeString(sum, "0123456789abcdef *kasan.jar\n");
      assertEquals(0, start("version").status());
      assertEquals(List.of("kasan-0123456789ab.unpacked"), unpacked());
    } finally {
      Files.writeString(sum, before);
    }
  }

  private static List<String> unpacked() {
    return Archive.below(release.resolve("lib")).stream()
        .filter(name -> name.endsWith(".unpacked/"))
        .map(name -> name.substring(0, name.length() - 1))
        .toList();
  }

  @Test
  void bothArchivesHoldTheSame() throws Exception {
    Map<String, byte[]> zip = Archive.entries(Archive.file(".zip"));
    var fresh = Archive.unpack(Files.createDirectory(elsewhere.resolve("fresh")));
    var names = new TreeSet<>(Archive.below(fresh.getParent()));
    names.removeIf(name -> name.endsWith("/"));
    var zipped = new TreeSet<>(zip.keySet());
    zipped.removeIf(name -> name.endsWith("/"));
    assertEquals(names, zipped);
    for (String name : names) {
      assertArrayEquals(Files.readAllBytes(fresh.resolveSibling(name)), zip.get(name), name);
    }
    assertTrue(Files.isExecutable(fresh.resolve("bin/kasan")));
    for (String watched : List.of("bundles", "etc")) {
      assertEquals(List.of(), Archive.below(fresh.resolve(watched)));
      assertNotNull(zip.get(fresh.getFileName() + "/" + watched + "/"), watched);
    }
    for (String ending : List.of(".tar.gz", ".zip")) {
      Path file = Archive.file(ending);
      assertEquals(
          sha256(file) + " *" + file.getFileName(),
          Files.readString(file.resolveSibling(file.getFileName() + ".sha256")).strip());
    }
  }

  /** Without a network, and without anything of ours that this machine may know already. */
  @Test
  void aProjectOfAThirdPartyResolvesWhatItNeeds() throws Exception {
    Path project = Files.createDirectory(elsewhere.resolve("project"));
    ThirdParty.write(project, release);
    Path log = elsewhere.resolve("log");
    Path local = ThirdParty.localRepository();
    Process maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Daether.offline.protocols=file",
                "-Dmaven.repo.local=" + local,
                "test-compile")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(0, maven.waitFor(), () -> read(log));
    assertTrue(Files.exists(project.resolve("target/classes/org/example/thirdparty")), read(log));
    assertTrue(
        Files.exists(local.resolve("kasan/kasan.testkit").resolve(ThirdParty.version(release))));
  }

  @Test
  void everyCoordinateOfTheDocumentsIsThereWithSourcesAndJavadoc() throws Exception {
    var named = new TreeSet<String>();
    for (String document : List.of("EXTENDING.md", "docs/release.md")) {
      OWN_COORDINATE
          .matcher(Files.readString(release.resolve(document)))
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(named::add);
    }
    assertTrue(named.contains("kasan.api"), named::toString);
    String version = ThirdParty.version(release);
    List<String> managed = ThirdParty.managed(release);
    var published = new ArrayList<>(managed);
    published.add("kasan.bom");
    named.removeAll(published);
    assertEquals(List.of(), List.copyOf(named), "named, and not in the repository");
    for (String artifact : managed) {
      for (String ending : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
        Path jar =
            release
                .resolve("repository/kasan")
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ending);
        Map<String, byte[]> entries = Archive.entries(jar);
        assertNotNull(entries.get("META-INF/LICENSE"), jar + " has no LICENSE");
        assertTrue(entries.size() > 2, jar::toString);
      }
    }
  }

  /** The product's bundles by the names of their files, which Maven made of their coordinates. */
  @Test
  void everyBundleIsInTheListsOfContents() throws Exception {
    Path jar = release.resolve("lib/kasan.jar");
    assertEquals(
        sha256(jar), Files.readString(release.resolve("lib/kasan.jar.sha256")).split(" ", 2)[0]);
    String contents = Files.readString(release.resolve("sbom/kasan.cdx.json"));
    String licenses = Files.readString(release.resolve("licenses/THIRD-PARTY.txt"));
    assertTrue(!contents.contains("\"timestamp\"") && !contents.contains("serialNumber"));
    List<String> jars = Archive.jarsIn(jar);
    assertTrue(jars.size() > 40, jars::toString);
    var missing = new TreeSet<String>();
    for (String file : jars) {
      String coordinate = file.replaceFirst("-(\\d.*)\\.jar$", "@$1");
      if (coordinate.startsWith("biz.aQute.launcher@")) { // lies in this one
        coordinate = "biz.aQute.bnd.embedded-repo@" + coordinate.split("@", 2)[1];
      }
      if (!contents.contains("/" + coordinate + "?")) {
        missing.add(file + " in the SBOM");
      }
      boolean own = file.startsWith("kasan.") || file.startsWith("arch.");
      if (!own && !licenses.contains(":" + coordinate.replace('@', ':') + " ")) {
        missing.add(file + " among the licenses");
      }
    }
    assertEquals(List.of(), List.copyOf(missing));
  }

  /** Links to folders of modules are for who has the sources. */
  @Test
  void linksOfTheDocumentsLeadToFilesOfTheRelease() throws Exception {
    var broken = new TreeSet<String>();
    int links = 0;
    for (String name : Archive.below(release)) {
      if (name.endsWith(".md") && !name.startsWith("kernel/")) {
        Path document = release.resolve(name);
        for (String link :
            LINK.matcher(Files.readString(document)).results().map(m -> m.group(1)).toList()) {
          links++;
          Path leadsTo = document.resolveSibling(link).normalize();
          String top = release.relativize(leadsTo).getName(0).toString();
          if (Files.notExists(leadsTo) && Files.notExists(Path.of("..", top, "pom.xml"))) {
            broken.add(name + ": " + link);
          }
        }
      }
    }
    assertTrue(links > 50, "only " + links + " links");
    assertEquals(List.of(), List.copyOf(broken));
  }

  private record Told(int status, String out, String err) {}

  /** Runs the release from another folder, without what this build's environment says. */
  private Told start(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(release.resolve("bin/kasan").toString()), Stream.of(arguments))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(elsewhere.resolve("out").toFile())
            .redirectError(elsewhere.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KASAN_"));
    int status = builder.start().waitFor();
    return new Told(status, read(elsewhere.resolve("out")), read(elsewhere.resolve("err")));
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
