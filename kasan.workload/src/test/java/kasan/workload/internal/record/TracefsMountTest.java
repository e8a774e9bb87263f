// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where tracefs is mounted when nobody else has mounted it. */
final class TracefsMountTest {
  /**
   * The start script gives each process a folder for what is temporary, and sweeps away those of
   * processes that were killed: a mount in there would be emptied file by file.
   */
  @Test
  void isNotMountedAmongTemporaryFiles() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "not root: no mounts");
    assumeTrue(Files.isWritable(Path.of("/run")), "no other place");
    try (Undo undo = new Undo()) {
      Path place = TracefsMount.open(undo);
      assertFalse(place.startsWith(System.getProperty("java.io.tmpdir")), place.toString());
    } catch (IOException e) {
      assumeTrue(false, "no tracefs: " + e.getMessage());
    }
  }
}
