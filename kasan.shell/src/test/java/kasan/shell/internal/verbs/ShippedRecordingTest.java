// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedRecordingTest {
  @TempDir Path folder;

  @Test
  void isFoundInTheProductsFolderOrAboveTheJar() throws IOException {
    Path product = Files.createDirectories(folder.resolve("product"));
    Path jar = Files.createDirectories(product.resolve("kasan.launch/target")).resolve("kasan.jar");
    Path home = Files.createDirectory(folder.resolve("home"));
    Path shipped = Files.createDirectories(product.resolve("recordings/small"));
    Files.createFile(product.resolve("recordings/README.md"));
    assertEquals(shipped, ShippedRecording.find(List.of(product)));
    assertEquals(shipped, ShippedRecording.find(List.of(home, jar)));
  }

  @Test
  void saysWhatToGiveWhenThereIsNone() {
    assertEquals(
        "no INPUT, and no recording in recordings/ of the product's folder; give a folder, an"
            + " archive or a trace file",
        assertThrows(BadInputException.class, () -> ShippedRecording.find(List.of(folder)))
            .getMessage());
  }
}
