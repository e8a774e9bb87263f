// SPDX-License-Identifier: Apache-2.0
package kasan.itest.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kasan.itest.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Third parties build against released packages: what has changed since says so in its version. */
class ApiBaselineTest {
  /** The bundles whose packages are released. */
  private static final List<String> BUNDLES =
      List.of("kasan.api", "kasan.generic", "kasan.lab.api");

  /** The released bundles, taken by {@code cnf/baseline/take}. */
  private static List<Path> released(String bundle) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "cnf", "baseline"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(bundle + "-[0-9.]+\\.jar"))
          .toList();
    }
  }

  @Test
  void eachBundleIsReleasedOnce() throws IOException {
    for (String bundle : BUNDLES) {
      assertEquals(1, released(bundle).size(), bundle);
    }
  }

  @ParameterizedTest
  @FieldSource("BUNDLES")
  void changesSinceTheReleaseHaveTheirVersionSteps(String bundle) throws IOException {
    assertEquals(
        List.of(),
        List.copyOf(VersionSteps.missing(Product.classes(bundle), released(bundle).get(0))));
  }
}
