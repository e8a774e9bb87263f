// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import kasan.api.BadInputException;
import kasan.api.workload.RecordingInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that grows is read to its end mark, whatever is written between two looks at it. */
class GrowingInputTest {
  @TempDir Path folder;

  /** What happens between one look and the next. */
  private final ArrayDeque<Step> steps = new ArrayDeque<>();

  private interface Step {
    void run() throws Exception;
  }

  private void pass() throws InterruptedException {
    try {
      steps.remove().run();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(
        folder.resolve("trace.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void folderIsReadUntilItsEndStateIsThere() throws Exception {
    append("one\n");
    RecordingInput input = GrowingInput.of(folder, this::pass);
    steps.add(() -> append("two\nth"));
    steps.add(() -> {});
    steps.add(() -> append("ree\n"));
    steps.add(
        () -> {
          append("four\n");
          Files.createDirectory(folder.resolve("after"));
        });

    assertTrue(input.growing());
    try (InputStream in = input.open("trace.txt")) {
      assertEquals("one\ntwo\nthree\nfour\n", new String(in.readAllBytes(), UTF_8));
    }
    assertFalse(GrowingInput.of(folder, this::pass).growing(), "it has ended");
  }

  @Test
  void traceAloneIsReadUntilItsMarkIsThere() throws Exception {
    append("one\n");
    Path trace = folder.resolve("trace.txt");
    RecordingInput input = GrowingInput.of(trace, this::pass);
    steps.add(() -> Files.createFile(folder.resolve("trace.txt.end")));

    try (InputStream in = input.open("trace.txt")) {
      assertEquals("one\n", new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void nobodyWaitsForMoreThanIsThereInALookAtIt() throws Exception {
    append("one\ntwo");
    RecordingInput soFar = new SoFar(GrowingInput.of(folder, this::pass));

    try (InputStream in = soFar.open("trace.txt")) {
      assertEquals("one\n", new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    append("one\n");
    steps.add(
        () -> {
          throw new InterruptedException();
        });
    try (InputStream in = GrowingInput.of(folder, this::pass).open("trace.txt")) {
      assertThrows(InterruptedIOException.class, in::readAllBytes);
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void compressedTraceCannotBeFollowed() throws Exception {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("trace.txt.gz")))) {
      out.write("one\n".getBytes(UTF_8));
    }
    RecordingInput input = GrowingInput.of(folder, this::pass);

    var refused = assertThrows(BadInputException.class, () -> input.open("trace.txt"));
    assertEquals(
        folder.resolve("trace.txt.gz")
            + ": cannot be followed: it is compressed or in an archive; expected a plain file",
        refused.getMessage());
    assertEquals(List.of("trace.txt"), input.members());
  }
}
