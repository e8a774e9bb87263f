// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.workload.internal.OtherKernels;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.trace.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces as people send them: cut, mixed, of other machines; named by the defect they carry. */
@SuppressWarnings("InlineFormatString") // a line of a trace
final class StrayTracesTest {
  private static final String KMALLOC =
      "kmalloc: call_site=f+0x1/0x2 ptr=%s bytes_req=60 bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1"
          + " accounted=false";

  @TempDir Path dir;

  private Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(UTF_8));
  }

  private static Recording open(Path path) {
    return new ReaderChoice(
            List.of(
                new TraceRecordingReader(Dialect.TRACEFS, StrayTracesTest::kernels),
                new TraceRecordingReader(Dialect.TRACE_CMD, StrayTracesTest::kernels),
                new TraceRecordingReader(Dialect.PERF, StrayTracesTest::kernels)))
        .open(MemberInput.of(path), Map.of());
  }

  private static KnownKernels kernels() {
    return new KnownKernels(
        List.of(new X86Architecture(), new Arm64Architecture(), new OtherKernels()));
  }

  private void read(Path path, Consumer<Recording> look, Consumer<EventSource> atEnd) {
    try (Recording recording = open(path);
        EventSource source = recording.open(Set.of())) {
      look.accept(recording);
      var batch = new EventBatch();
      while (source.next(batch)) {
        // read on
      }
      atEnd.accept(source);
    }
  }

  private String refusal(String text) throws IOException {
    Path file = write("t.txt", text);
    String message =
        assertThrows(BadInputException.class, () -> read(file, r -> {}, s -> {})).getMessage();
    return String.valueOf(message).replace(dir.toString(), "DIR");
  }

  /** Lines of tracefs, a microsecond apart. */
  private static String tracefs(String... events) {
    var text = new StringBuilder("# tracer: nop\n#\n");
    for (int i = 0; i < events.length; i++) {
      text.append(
          String.format("            task-100     [000] .....  1000.%06d: %s\n", i, events[i]));
    }
    return text.toString();
  }

  private static String kmalloc(String address) {
    return String.format(KMALLOC, address);
  }

  @Test
  void lossesToldBeforeTheFirstEventDoNotMoveTheStart() throws IOException {
    Path file =
        write(
            "t.txt",
            "# tracer: nop\n# entries-in-buffer/entries-written: 1/5000   #P:2\nCPU:1 [LOST 7"
                + " EVENTS]\n"
                + tracefs(kmalloc("ffff888001000000")).substring(16));
    try (Recording recording = open(file);
        EventSource source = recording.open(Set.of())) {
      var batch = new EventBatch();
      assertTrue(source.next(batch));
      assertEquals(1_000_000_000_000L, batch.nanos[0]);
      assertEquals(3, batch.size);
      assertEquals(5006, source.lostEvents());
    }
  }

  @Test
  void perfScriptIsSilentAboutLosses() throws IOException {
    String event =
        "  task   100 [000]  1000.000001: kmem:mm_page_free: page=0x10 pfn=0x10 order=0\n";
    read(write("t.txt", event), r -> {}, s -> assertFalse(s.tellsLosses()));
    String told = "  task   100 [000]  1000.000002: PERF_RECORD_LOST lost 12\n";
    read(
        write("t.txt", event + told),
        r -> {},
        s -> {
          assertTrue(s.tellsLosses());
          assertEquals(12, s.lostEvents());
        });
  }

  @Test
  void aTraceOfOtherEventsSaysWhichItHas() throws IOException {
    assertEquals(
        "DIR/t.txt: 3 events (sched_switch, sys_enter), none of it about memory; expected events of"
            + " kmem: kmalloc, kfree, kmem_cache_alloc, kmem_cache_free, mm_page_alloc,"
            + " mm_page_free",
        refusal(tracefs("sched_switch: prev_comm=a", "sched_switch: x=1", "sys_enter: NR 1")));
    assertEquals(
        "DIR/t.txt: no events in it, only 9 that were lost",
        refusal("# tracer: nop\nCPU:0 [LOST 9 EVENTS]\n"));
  }

  @Test
  void kernelsBefore420HaveTheirDirectMapElsewhere() throws IOException {
    read(
        write("t.txt", tracefs(kmalloc("ffff880034561000"), kmalloc("ffff880034561040"))),
        r -> {
          assertEquals(0xffff880000000000L, r.machine().directMapBase());
          assertEquals(
              List.of(
                  "direct map at 0xffff880000000000, where kernels of x86 (4 levels of page tables,"
                      + " before 4.20) have it"),
              r.machineNotes());
        },
        s -> {});
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = ";",
      value = {
        "c000000001000000; powerpc, ppc64",
        "9000000001000000; loongarch64",
        "9800000001000000; mips64",
        "ffffffff01000000; riscv64, sv39",
        "f5ff000001000000; arm64, pointers with tags",
      })
  void addressesOfOtherArchitecturesNameIt(String address, String name) throws IOException {
    assertEquals(
        "DIR/t.txt: objects from "
            + address
            + " to "
            + address
            + ", so a kernel of "
            + name
            + "; expected one of x86, arm64",
        refusal(tracefs(kmalloc(address))));
  }

  @Test
  void aKernelOf32BitsIsNamed() throws IOException {
    assertEquals(
        "DIR/t.txt, line 3: ptr=c1234560 is an address of 32 bits: a 32-bit kernel; only traces of"
            + " 64-bit ones are read",
        refusal(tracefs(kmalloc("c1234560"))));
    assertEquals(
        "DIR/t.txt, line 3: ptr=0xc1234560 is an address of 32 bits: a 32-bit kernel; only traces"
            + " of 64-bit ones are read",
        refusal(tracefs(kmalloc("0xc1234560"))));
  }

  @Test
  void timeThatGoesBackwardsIsNoted() throws IOException {
    String event = "            task-100     [000] .....  1000.%06d: kfree: call_site=f ptr=%s\n";
    String text =
        "# tracer: nop\n"
            + String.format(event, 5, "ffff888001000000")
            + String.format(event, 2, "ffff888001000040")
            + String.format(event, 6, "ffff888001000080");
    read(
        write("t.txt", text),
        r -> {},
        s ->
            assertEquals(
                List.of(
                    "time goes backwards: 1 event is earlier than one before, by up to 0.000003 s;"
                        + " the order of the trace is kept"),
                s.notes()));
  }

  @Test
  void differencesOfTimeAreNoTimes() throws IOException {
    String event = "  task   100 [000]     0.%06d: kmem:mm_page_free: page=0x10 pfn=0x10 order=0\n";
    assertEquals(
        "DIR/t.txt, line 3: time goes backwards from a first time of 0: these are differences; make"
            + " the text without --deltatime",
        refusal(String.format(event + event + event, 0, 40, 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "  task   100   1000.000001:  kmem:kfree: ptr=0x10"
            + "=> no CPU before the time; make the text with the fields"
            + " comm,tid,cpu,time,event,trace",
        "  task   100 [000]  kmem:kfree: ptr=0x10"
            + "=> no time before the event; make the text with the fields"
            + " comm,tid,cpu,time,event,trace",
        " 0)   1.234 us    |  kfree();"
            + "=> line of the function_graph tracer; expected events, recorded with: echo nop >"
            + " /sys/kernel/tracing/current_tracer",
        " task-1 [000000123] ..... 1.000001: kfree: ptr=0"
            + "=> CPU 000000123: expected a number of at most four digits",
      })
  void formsOfNoUseAreNamed(String line, String complaint) throws IOException {
    assertEquals("DIR/t.txt: line 1: " + complaint, refusal(line + "\n"));
  }

  @Test
  void aCpuThatNoKernelHas() throws IOException {
    assertEquals(
        "DIR/t.txt, line 1: CPU 99999: expected one below 8192",
        refusal(
            "            task-100   [99999] .....  1000.000001: kfree: ptr=ffff888001000000\n"));
    assertEquals("DIR/t.txt, line 1: 99999 CPUs: expected at most 8192", refusal("cpus=99999\n"));
  }

  @Test
  void aPageThatNoMachineHas() throws IOException {
    assertEquals(
        "DIR/t.txt, line 3: expected a pfn below 0x400000000 (64 TiB), found 0xffffffffff",
        refusal(tracefs("mm_page_free: page=0000000000000000 pfn=0xffffffffff order=0")));
  }

  // The machine.

  @Test
  void ramIsAtLeastMemTotal() throws IOException {
    write("rec/trace.txt", tracefs(kmalloc("ffff888001000000")));
    write("rec/before/meminfo", "MemTotal:        7534128 kB\n");
    write("rec/before/iomem", "00000000-00000000 : System RAM\n");
    read(
        dir.resolve("rec"),
        r -> {
          assertEquals(7534128 / 4, r.machine().ramPages());
          assertEquals(1, r.machineNotes().size());
          assertTrue(r.machineNotes().get(0).contains("RAM is a guess, 7,534,128 kB"));
        },
        s -> {});
    write("rec/before/iomem", "00100000-0fffffff : System RAM\n");
    read(
        dir.resolve("rec"),
        r -> {
          assertEquals(7534128 / 4, r.machine().ramPages());
          assertTrue(r.machineNotes().get(0).startsWith("the memory map is smaller than MemTotal"));
        },
        s -> {});
  }

  private static final String SLABINFO =
      """
      slabinfo - version: 2.1
      # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>
      kmalloc-128          176    176    %d   16    1 : tunables    0    0    0 : slabdata     11     11      0
      kmalloc-64           668   1280    %d   32    1 : tunables    0    0    0 : slabdata     40     40      0
      """;

  @Test
  void aKernelWithKasanShowsInItsSlabs() throws IOException {
    write("rec/trace.txt", tracefs(kmalloc("ffff888001000000")));
    write("rec/before/meminfo", "MemTotal:         855264 kB\n");
    write("rec/before/slabinfo", String.format(SLABINFO, 256, 128));
    Consumer<Recording> hasKasan =
        r -> assertEquals("kmalloc-64 of 128 bytes in slabinfo", r.kasanEvidence());
    read(dir.resolve("rec"), hasKasan, s -> {});
    write("rec/before/iomem", "00000000-3fffffff : System RAM\n");
    read(dir.resolve("rec"), hasKasan, s -> {});
    write("rec/before/meminfo", "MemTotal:        1015264 kB\n"); // slub_debug takes no eighth
    read(dir.resolve("rec"), r -> assertNull(r.kasanEvidence()), s -> {});
    write("rec/before/slabinfo", String.format(SLABINFO, 128, 64));
    write("rec/before/meminfo", "MemTotal:         855264 kB\n");
    read(dir.resolve("rec"), r -> assertNull(r.kasanEvidence()), s -> {});
  }

  @Test
  void aKernelWithKasanShowsInItsConfigurationAndItsLog() throws IOException {
    write("rec/trace.txt", tracefs(kmalloc("ffff888001000000")));
    write("rec/before/meminfo", "MemTotal:         855264 kB\n");
    write("rec/dmesg", "[    0.1] kasan: KernelAddressSanitizer initialized\n");
    read(
        dir.resolve("rec"),
        r -> assertEquals("'KernelAddressSanitizer initialized' in dmesg", r.kasanEvidence()),
        s -> {});
    write("rec/config", "CONFIG_KASAN=y\nCONFIG_KASAN_GENERIC=y\n");
    read(
        dir.resolve("rec"),
        r -> assertEquals("CONFIG_KASAN=y in config", r.kasanEvidence()),
        s -> {});
    write("rec/config", "# CONFIG_KASAN is not set\n");
    read(dir.resolve("rec"), r -> assertNull(r.kasanEvidence()), s -> {});
  }
}
