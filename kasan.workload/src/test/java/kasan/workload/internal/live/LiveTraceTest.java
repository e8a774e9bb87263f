// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.workload.internal.format.TracingData;
import kasan.workload.internal.record.CpuBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows ring buffers that are files: pages laid out as ring-buffer-design.rst and
 * kernel/trace/ring_buffer.c have them, with the fields of kmem:kfree.
 */
final class LiveTraceTest {
  private static final int PAGE = 4096;
  private static final int KFREE_ID = 7;
  private static final String HEADER_PAGE =
      """
      \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
      \tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
      \tfield: char data;\toffset:16;\tsize:4080;\tsigned:0;
      """;
  private static final String KFREE =
      """
      name: kfree
      ID: 7
      format:
      \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
      \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

      \tfield:unsigned long call_site;\toffset:8;\tsize:8;\tsigned:0;
      \tfield:const void * ptr;\toffset:16;\tsize:8;\tsigned:0;

      print fmt: "call_site=%pS ptr=%p", REC->call_site, REC->ptr
      """;
  private static final int SAMPLE = 24;
  private static final long BASE = 0xffff888000000000L;
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<CpuBuffer> cpus = new ArrayList<>();
  private final long[] there = new long[2];
  private final long[] dropped = new long[2];
  private long now = SECOND;
  private boolean stopped;

  private interface Step {
    void run() throws IOException;
  }

  @BeforeEach
  void makeBuffers() throws IOException {
    for (int cpu = 0; cpu < 2; cpu++) {
      Path own = Files.createDirectories(folder.resolve("cpu" + cpu));
      Files.createFile(own.resolve("trace_pipe_raw"));
      cpus.add(new CpuBuffer(cpu, own));
      tell(cpu);
    }
  }

  private void tell(int cpu) throws IOException {
    Files.writeString(
        cpus.get(cpu).statsFile(),
        "entries: %d%noverrun: 0%ncommit overrun: 0%nbytes: 0%noldest event ts: 1.0%nnow ts: 2.0%ndropped events: %d%nread events: 0%n"
            .formatted(there[cpu], dropped[cpu]));
  }

  /** A page of kfree events, 1 ns apart. */
  private void write(int cpu, long nanos, int pid, long... offsets) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    page.putLong(nanos).putLong(offsets.length * (4L + SAMPLE));
    for (int i = 0; i < offsets.length; i++) {
      page.putInt(SAMPLE / 4 | (i == 0 ? 0 : 1) << 5);
      page.putShort((short) KFREE_ID).putShort((short) 0).putInt(pid);
      page.putLong(0).putLong(BASE + offsets[i]);
    }
    Files.write(cpus.get(cpu).raw(), page.array(), StandardOpenOption.APPEND);
    there[cpu] = offsets.length;
    tell(cpu);
  }

  /** Takes what was read out of the count, as the kernel does. */
  private void taken(int cpu) throws IOException {
    there[cpu] = 0;
    tell(cpu);
  }

  private LiveTrace trace() throws IOException {
    return new LiveTrace(
        cpus,
        TracingData.of(HEADER_PAGE, List.of(KFREE)),
        EnumSet.allOf(EventField.class),
        () -> now,
        () -> stopped,
        () -> {
          try {
            Step next = steps.poll();
            if (next == null) {
              throw new AssertionError("waits for what does not come");
            }
            next.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        () -> {});
  }

  private static String row(EventBatch batch, int i) {
    return batch.kind[i] == EventKind.LOST
        ? "lost " + batch.bytes[i]
        : "cpu" + batch.cpu[i] + " " + (batch.address[i] - BASE) + " at " + batch.nanos[i];
  }

  private static List<String> rest(LiveTrace trace) {
    var rows = new ArrayList<String>();
    var batch = new EventBatch();
    while (trace.next(batch)) {
      for (int i = 0; i < batch.size; i++) {
        rows.add(row(batch, i));
      }
    }
    return rows;
  }

  private void stop() throws IOException {
    stopped = true;
    taken(0);
    taken(1);
  }

  @Test
  void eventsOfAllCpusComeInTheOrderOfTime() throws IOException {
    write(0, 100, 1, 10, 20, 30);
    write(1, 101, 1, 15);
    steps.add(this::stop);
    try (LiveTrace trace = trace()) {
      assertEquals(
          List.of("cpu0 10 at 100", "cpu0 20 at 101", "cpu1 15 at 101", "cpu0 30 at 102"),
          rest(trace));
    }
  }

  @Test
  void anEventWaitsWhileAnotherCpuMayStillBringAnEarlierOne() throws IOException {
    // It is 5 ns after the event: what CPU 1 does may not be in its buffer yet.
    now = SECOND + 5;
    write(0, SECOND, 1, 10);
    steps.add(
        () -> {
          taken(0);
          write(1, SECOND - 3, 1, 5);
        });
    steps.add(
        () -> {
          taken(1);
          now = 2 * SECOND;
        });
    steps.add(this::stop);
    try (LiveTrace trace = trace()) {
      assertEquals(List.of("cpu1 5 at " + (SECOND - 3), "cpu0 10 at " + SECOND), rest(trace));
    }
  }

  @Test
  void whatFindsNoRoomIsCounted() throws IOException {
    write(0, 100, 1, 10);
    steps.add(
        () -> {
          taken(0);
          dropped[0] = 42;
          tell(0);
          now += SECOND;
          write(0, SECOND, 1, 20);
        });
    steps.add(this::stop);
    try (LiveTrace trace = trace()) {
      assertEquals(List.of("cpu0 10 at 100", "lost 42", "cpu0 20 at " + SECOND), rest(trace));
      assertEquals(42, trace.lostEvents());
    }
  }

  @Test
  void nothingYetIsNotTheEnd() throws IOException {
    for (int i = 0; i < 5; i++) {
      steps.add(() -> now += SECOND);
    }
    steps.add(() -> write(1, 100, 1, 10));
    try (LiveTrace trace = trace()) {
      var batch = new EventBatch();
      assertTrue(trace.next(batch));
      assertEquals("cpu1 10 at 100", row(batch, 0));
      stop();
      assertFalse(trace.next(batch));
    }
  }

  @Test
  void theWorkOfThisProcessIsTold() throws IOException {
    write(0, 100, (int) ProcessHandle.current().pid(), 10);
    write(1, 200, 1, 20, 30, 40);
    steps.add(this::stop);
    try (LiveTrace trace = trace()) {
      assertEquals(4, rest(trace).size());
      assertEquals(
          List.of(
              "the laboratory's own work is part of what the machine does: 1 of 4 events, 25.0 %"),
          trace.notes());
    }
  }
}
