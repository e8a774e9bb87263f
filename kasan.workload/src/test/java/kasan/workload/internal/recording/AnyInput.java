// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.trace.Dialect;
import org.jspecify.annotations.Nullable;

/** Reads whatever comes to its end: it is read, or refused in one line. */
final class AnyInput {
  private static final ReaderChoice READERS =
      new ReaderChoice(
          List.of(
              new TraceRecordingReader(Dialect.TRACEFS, TestKernels::known),
              new TraceRecordingReader(Dialect.TRACE_CMD, TestKernels::known),
              new TraceRecordingReader(Dialect.PERF, TestKernels::known),
              new TraceRecordingReader(BinaryFormat.TRACE_DAT, TestKernels::known),
              new TraceRecordingReader(BinaryFormat.PERF_DATA, TestKernels::known),
              new ProcRecordingReader(TestKernels::known)));

  private AnyInput() {}

  /** A trace of each format, decompressed. */
  static Stream<byte[]> traces() {
    return Stream.of(
            "three-ways/tracefs.txt",
            "three-ways/trace-cmd.txt",
            "three-ways/perf-script.txt",
            "three-ways/trace-6.dat.zst",
            "three-ways/trace-7-plain.dat.zst",
            "three-ways/trace-7-zlib.dat",
            "three-ways/trace-7-zstd.dat",
            "three-ways/perf.data.zst",
            "three-ways/compressed.perf.data.zst",
            "three-ways/pipe.perf.data.zst",
            "traces/tracefs-lost-events-and-marks.txt",
            "traces/perf-script-stacks-counts-reaped-tasks.txt")
        .map(AnyInput::resource);
  }

  private static byte[] resource(String name) {
    try (InputStream in = AnyInput.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return name.endsWith(".zst") ? new ZstdInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all of an input; the number of events, -1 when it is refused. */
  static long read(RecordingInput input) {
    try (Recording recording = READERS.open(input, Map.of())) {
      assertTrue(recording.machine().cpus() > 0);
      look(recording.before());
      look(recording.after());
      try (EventSource source = recording.open(EnumSet.allOf(EventField.class))) {
        long events = 0;
        var batch = new EventBatch();
        while (source.next(batch)) {
          for (int i = 0; i < batch.size; i++) {
            if (batch.name[i] != EventBatch.NO_NAME) {
              assertNotNull(source.name(batch.name[i]));
            }
          }
          events += batch.size;
        }
        return events;
      }
    } catch (BadInputException refused) {
      assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
      return -1;
    }
  }

  private static void look(@Nullable MachineState state) {
    if (state == null) {
      return;
    }
    state.meminfoKb();
    state.slabs();
    state.vmallocAreas();
    state.buddyBlocks();
    PageFlags flags = state.pageFlags();
    if (flags != null && flags.frames() > 0) {
      flags.at(flags.frames() - 1);
    }
  }
}
