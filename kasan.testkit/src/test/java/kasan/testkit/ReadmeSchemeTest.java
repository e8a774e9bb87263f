// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme that the README shows, taken from there, is complete and does what is said of it. */
class ReadmeSchemeTest {
  private static final List<String> IMPORTS =
      List.of(
          "kasan.generic.StaticShadow",
          "kasan.api.option.Options",
          "kasan.api.scheme.*",
          "org.osgi.service.component.annotations.Component");

  @TempDir Path dir;

  private static String listing() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String start = "```java\n";
    int from = readme.indexOf(start) + start.length();
    return readme.substring(from, readme.indexOf("```", from));
  }

  private URLClassLoader compiled() throws Exception {
    var source = new StringBuilder();
    IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    Path file = Files.writeString(dir.resolve("Mine.java"), source.append(listing()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                dir.toString(),
                file.toString());
    assertEquals(0, status);
    return new URLClassLoader(new URL[] {dir.toUri().toURL()});
  }

  @Test
  void findsUseAfterFreeInSlabsAndNothingInPagesThatWereFreed() throws Exception {
    try (URLClassLoader loader = compiled();
        TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 1024)) {
      Class<?> mineClass = loader.loadClass("Mine");
      var mine = (ShadowScheme) mineClass.getDeclaredConstructor().newInstance();
      kernel.attach(SchemeChoice.of(SchemeDescription.named("mine").build(), mine, Map.of()));
      assertTrue(kernel.allocateSlab(0, 16, 0, TestCaches.KASAN.get(0)));
      Allocation object = kernel.allocateObject(0, 16, 0, 8);
      assertTrue(kernel.check(0, object.pointer(0), 8, true));
      kernel.free(0, object);
      assertFalse(kernel.check(0, object.pointer(0), 8, true));

      Allocation pages = kernel.allocatePages(0, 64, 0);
      kernel.free(0, pages);
      assertTrue(kernel.shadow().check(0, kernel.address(64), 8, false));
    }
  }
}
