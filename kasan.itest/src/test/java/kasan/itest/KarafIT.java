// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The features in a real Apache Karaf, whose archive {@code -Dkasan.karaf} names. */
class KarafIT {
  private static final String PROMPT = "root()> ";
  private static final String DROPPED = "kasan.shadow.scale";
  private static final String ARCHIVE = System.getProperty("kasan.karaf", "");

  @TempDir private Path folder;
  private Path karaf;

  @BeforeEach
  void unpack() throws Exception {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
    assumeTrue(
        !ARCHIVE.isEmpty(),
        "no Apache Karaf: -Dkasan.karaf=FILE names an apache-karaf-4.4.x.tar.gz");
    karaf = Files.createDirectory(folder.resolve("karaf"));
    List<String> tar =
        List.of("tar", "xzf", ARCHIVE, "-C", karaf.toString(), "--strip-components=1");
    assertEquals(0, new ProcessBuilder(tar).inheritIO().start().waitFor());
    KarafFiles.putInto(karaf);
    Files.copy(KarafFiles.FOLDER.resolve("features.xml"), folder.resolve("features.xml"));
  }

  @Test
  void featuresAreInstalledComparedSwappedAndAJarThatIsDroppedInIsThere() throws Exception {
    Path recording = Product.script().resolveSibling("recordings").resolve("tree-cold");
    try (var shell = TerminalSession.run(folder, "xterm", karaf.resolve("bin/karaf") + " clean")) {
      shell.await(PROMPT);
      shell.type("feature:repo-add file:" + folder.resolve("features.xml") + "\r");
      shell.await("Adding feature url");
      shell.await(PROMPT);
      shell.type("feature:install kasan-schemes kasan-shell kasan-web\r");
      shell.await(PROMPT);
      shell.await(PROMPT);
      shell.typeUntil("kasan:schemes\r", "a pointer in each struct page");
      shell.type("kasan:compare " + recording + " --schemes original,page\r");
      shell.await("Memory of the shadow, kB");
      shell.await("floor  ");
      shell.await("original  3,145,732");
      shell.type("kasan:run file-tree --ram 256M --hold\r");
      shell.await("run-1: file-tree, held; 0 operations; scheme original");
      shell.type("kasan:swap page\r");
      shell.await("original  page  ok");
      shell.type("kasan:status\r");
      shell.await("scheme page, ");

      shell.type("bundle:uninstall " + DROPPED + "\r");
      shell.await(PROMPT);
      shell.typeUntil("kasan:why scale-16\r", "is called 'scale-16'");
      Path jar = KarafFiles.bundle(DROPPED);
      Files.copy(jar, karaf.resolve("deploy").resolve(jar.getFileName()));
      shell.typeUntil("kasan:schemes\r", "scale-16: generic KASAN with one shadow byte for 16");
      shell.type("kasan:swap scale-16\r");
      shell.await("scale-16  refused"); // the run asks it, and is of another layout class
      shell.type("kasan:web --port 0\r");
      shell.await("http://127.0.0.1:");
      shell.type("kasan:end\r");
      shell.await("Memory of each shadow that stood");
      shell.type("shutdown -f\r");
      shell.awaitEnd();
      assertFalse(shell.seen().contains("Error executing command"), shell.seen());
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .noneMatch(line -> line.contains(karaf.toString())),
        "Karaf has ended");
  }
}
