// SPDX-License-Identifier: Apache-2.0
package kasan.itest.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change without its version step is seen, with its step it is not. */
class VersionStepsTest {
  private static final String RELEASED =
      """
      @org.osgi.annotation.versioning.ProviderType
      public interface Ours { void old(); }
      """;

  @TempDir Path dir;

  /** A bundle that exports package p with one type. */
  private Path bundle(String name, String version, String type) throws IOException {
    Path classes = Files.createDirectories(dir.resolve(name));
    String typeName = type.replaceAll("(?s).*interface (\\w+).*", "$1");
    Path source = Files.writeString(dir.resolve(typeName + ".java"), "package p;\n" + type);
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
                classes.toString(),
                source.toString());
    assertEquals(0, status);
    List<String> manifest =
        List.of(
            "Manifest-Version: 1.0",
            "Bundle-ManifestVersion: 2",
            "Bundle-SymbolicName: p",
            "Bundle-Version: 0.1.0",
            "Export-Package: p;version=\"" + version + "\"",
            "");
    Files.createDirectories(classes.resolve("META-INF"));
    Files.write(classes.resolve("META-INF/MANIFEST.MF"), manifest);
    return classes;
  }

  private SortedSet<String> missing(String version, String type) throws IOException {
    return VersionSteps.missing(
        bundle("now" + version, version, type), bundle("released", "1.0.0", RELEASED));
  }

  @Test
  void sameTypesNeedNoStep() throws IOException {
    assertEquals(List.of(), List.copyOf(missing("1.0.0", RELEASED)));
  }

  @Test
  void removedMethodNeedsAMajorStep() throws IOException {
    String without = RELEASED.replace("void old();", "");
    assertTrue(missing("1.0.0", without).first().contains("must be 2.0.0"));
    assertTrue(missing("1.1.0", without).first().contains("must be 2.0.0"));
    assertEquals(List.of(), List.copyOf(missing("2.0.0", without)));
  }

  @Test
  void newMethodOfWhatWeImplementNeedsAMinorStep() throws IOException {
    String more = RELEASED.replace("void old();", "void old(); void added();");
    assertTrue(missing("1.0.0", more).first().contains("must be 1.1.0"));
    assertEquals(List.of(), List.copyOf(missing("1.1.0", more)));
  }

  @Test
  void newMethodOfWhatOthersImplementNeedsAMajorStep() throws IOException {
    String theirs = RELEASED.replace("ProviderType", "ConsumerType");
    String more = theirs.replace("void old();", "void old(); void added();");
    Path released = bundle("theirs", "1.0.0", theirs);
    SortedSet<String> missing = VersionSteps.missing(bundle("more", "1.1.0", more), released);
    assertTrue(missing.first().contains("must be 2.0.0"), missing.toString());
  }

  @Test
  void removedPackageIsSeen() throws IOException {
    Path none = bundle("none", "1.0.0", RELEASED);
    Files.writeString(
        none.resolve("META-INF/MANIFEST.MF"),
        "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: p\n");
    assertEquals(
        List.of("p was released and is gone"),
        List.copyOf(VersionSteps.missing(none, bundle("released", "1.0.0", RELEASED))));
  }
}
