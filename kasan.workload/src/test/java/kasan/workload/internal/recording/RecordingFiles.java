// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.Recording;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.trace.Dialect;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that a test writes, and what a user is told of them. */
abstract class RecordingFiles {
  static final long DEFAULT_BASE = 0xffff888000000000L;

  /** Where KASLR might put the direct map: 37 GiB into its range. */
  static final long MOVED_BASE = 0xffff888000000000L + (37L << 30);

  @TempDir Path dir;

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static Recording open(Path path, Map<String, String> settings) {
    return new ReaderChoice(
            List.of(
                new TraceRecordingReader(Dialect.TRACEFS, TestKernels::known),
                new TraceRecordingReader(Dialect.TRACE_CMD, TestKernels::known),
                new TraceRecordingReader(Dialect.PERF, TestKernels::known),
                new TraceRecordingReader(BinaryFormat.TRACE_DAT, TestKernels::known),
                new TraceRecordingReader(BinaryFormat.PERF_DATA, TestKernels::known),
                new ProcRecordingReader(TestKernels::known)))
        .open(MemberInput.of(path), settings);
  }

  Machine machine(Path path) {
    try (Recording recording = open(path, Map.of())) {
      return recording.machine();
    }
  }

  /** New slabs, each with its first object, scattered over 2 GiB. */
  static TraceBuilder slabs(long base, int count) {
    Random random = new Random(4);
    var trace = new TraceBuilder().header(2);
    for (int i = 0; i < count; i++) {
      long pfn = 8L * random.nextInt(1 << 16);
      int cpu = random.nextInt(2);
      trace.pageAlloc(cpu, pfn, 3).kfree(1 - cpu, base + random.nextInt(1 << 30));
      trace.cacheAlloc(cpu, base + (pfn << 12) + 192L * random.nextInt(100));
    }
    return trace;
  }

  void proc(String folder, int frames, int... slabPages) throws IOException {
    write(folder + "/meminfo", "MemTotal:       1015744 kB\n");
    write(
        folder + "/iomem",
        """
        00001000-0009fbff : System RAM
        00100000-3ffd9fff : System RAM
          01000000-017fffff : Kernel code
          01c02000-01dfffff : Kernel bss
        """);
    ByteBuffer flags = ByteBuffer.allocate(frames * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int pfn : slabPages) {
      flags.putLong(pfn * 8, 1 << 7);
    }
    write(folder + "/kpageflags", flags.array());
  }

  String refusal(Path path, Map<String, String> settings) {
    String message =
        assertThrows(
                BadInputException.class,
                () -> {
                  try (Recording recording = open(path, settings);
                      var source = recording.open(Set.of())) {
                    var batch = new EventBatch();
                    while (source.next(batch)) {
                      // read on
                    }
                  }
                })
            .getMessage();
    return String.valueOf(message).replace(dir.toString(), "DIR");
  }

  String refusal(Path path) {
    return refusal(path, Map.of());
  }
}
