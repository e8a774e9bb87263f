// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Third parties build against released packages: what has changed since says so in its version. */
class ApiBaselineTest {
  /** The released API, taken by {@code cnf/baseline/take}. */
  private static Path released() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "cnf", "baseline"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      assertEquals(1, jars.size(), () -> "released jars: " + jars);
      return jars.get(0);
    }
  }

  @Test
  void changesSinceTheReleaseHaveTheirVersionSteps() throws Exception {
    Path now =
        Path.of(
            BadInputException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertEquals(List.of(), List.copyOf(VersionSteps.missing(now, released())));
  }
}
