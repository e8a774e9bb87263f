// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingPipeTest {
  @TempDir private Path folder;

  /** No wait has a limit: a pipe that does not grow is noticed by the build. */
  @Test
  @SuppressWarnings("try") // the pipe ends while the file is looked at
  void fileGrowsWithThePipeUntilItEnds() throws Exception {
    Path file = folder.resolve("standard-input");
    Path end = folder.resolve("standard-input.end");
    try (var writer = new PipedOutputStream();
        var in = new PipedInputStream(writer)) {
      writer.write("# tracer: nop\n\nfirst".getBytes(StandardCharsets.US_ASCII));
      writer.write(" event\n".getBytes(StandardCharsets.US_ASCII));
      writer.flush();

      GrowingPipe.keep(in, file);

      assertEquals("# tracer: nop\n\nfirst event\n", Files.readString(file));
      assertFalse(Files.exists(end));
      writer.write("second\n".getBytes(StandardCharsets.US_ASCII));
      writer.close();
      while (!Files.exists(end)) {
        Thread.onSpinWait();
      }
      assertTrue(Files.readString(file).endsWith("second\n"));
    }
  }

  @Test
  void nothingIsNoTrace() {
    assertEquals(
        "standard input is empty; expected a trace",
        assertThrows(
                BadInputException.class,
                () -> GrowingPipe.keep(InputStream.nullInputStream(), folder.resolve("none")))
            .getMessage());
  }
}
