// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.Recording;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.trace.Dialect;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Recordings as users have them: whole ones, lone traces, machines moved by KASLR, wrong files. */
final class RecordingsTest {
  private static final long DEFAULT_BASE = 0xffff888000000000L;

  /** Where KASLR might put the direct map: 37 GiB into its range. */
  private static final long MOVED_BASE = 0xffff888000000000L + (37L << 30);

  @TempDir Path dir;

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static Recording open(Path path, Map<String, String> settings) {
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

  private Machine machine(Path path) {
    try (Recording recording = open(path, Map.of())) {
      return recording.machine();
    }
  }

  /** New slabs, each with its first object, scattered over 2 GiB. */
  private static TraceBuilder slabs(long base, int count) {
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

  private void proc(String folder, int frames, int... slabPages) throws IOException {
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

  @Test
  void aWholeRecordingTellsItsMachine() throws IOException {
    write("rec/trace.txt", slabs(DEFAULT_BASE, 20).toString());
    proc("rec/before", 262144, 3, 4);
    proc("rec/after", 262144, 3);
    try (Recording recording = open(dir.resolve("rec"), Map.of())) {
      assertEquals(
          new Machine(
              "rec",
              2,
              12,
              List.of(new PfnRange(0, 0x3ffda)),
              262144,
              1015744,
              DEFAULT_BASE,
              0xe00000,
              48 * 1024,
              16 * 1024),
          recording.machine());
      assertEquals("tracefs", recording.kind());
      var before = recording.before();
      assertNotNull(before);
      assertEquals(1 << 7, before.pageFlags().at(4));
      assertEquals(List.of(), before.slabs(), "a file that is missing is empty");
      var after = recording.after();
      assertNotNull(after);
      assertEquals(0, after.pageFlags().at(4));
    }
  }

  @Test
  void aLoneTraceTellsHowFarItsPagesGo() throws IOException {
    Path trace =
        write("t.txt", slabs(DEFAULT_BASE, 20).pageAlloc(0, 0x7fff0, 4).header(3).toString());
    try (Recording recording = open(trace, Map.of())) {
      Machine machine = recording.machine();
      assertEquals("t.txt", machine.name());
      assertEquals(3, machine.cpus());
      assertEquals(0x80000, machine.frames());
      assertEquals(List.of(new PfnRange(0, 0x80000)), machine.ram());
      assertEquals(0, machine.memTotalKb());
      assertNull(recording.before());
      assertNull(recording.after());
    }
  }

  @Test
  void cpusAreAsManyAsTheHighestNumberThatIsTold() throws IOException {
    write("rec/trace.txt", slabs(DEFAULT_BASE, 20).toString()); // #P:2
    proc("rec/before", 262144, 3);
    write("rec/before/zoneinfo", "Node 0, zone DMA\n  pagesets\n    cpu: 0\n    cpu: 5\n");
    assertEquals(6, machine(dir.resolve("rec")).cpus());
  }

  @Test
  void cpusThatNobodyTellsAreSoughtInAllEvents() throws IOException {
    String head = "# tracer: nop\n";
    String events = slabs(DEFAULT_BASE, 3000).pageAlloc(7, 8, 0).toString();
    write("rec/trace.txt", head + events.substring(events.indexOf("#P:2") + 5));
    proc("rec/before", 262144, 3);
    assertEquals(8, machine(dir.resolve("rec")).cpus());
  }

  @Test
  void aUserMayTellTheRamOfALoneTrace() throws IOException {
    Path trace = write("t.txt", slabs(DEFAULT_BASE, 20).toString());
    try (Recording recording = open(trace, Map.of("ram", "4G"))) {
      assertEquals(1L << 20, recording.machine().ramPages());
    }
  }

  @Test
  void ramWithoutIomemIsTheFramesThatExist() throws IOException {
    write("rec/trace.txt", slabs(DEFAULT_BASE, 20).toString());
    ByteBuffer flags = ByteBuffer.allocate(100 * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int pfn = 40; pfn < 60; pfn++) {
      flags.putLong(pfn * 8, 1 << 20); // KPF_NOPAGE
    }
    write("rec/before/kpageflags", flags.array());
    assertEquals(
        List.of(new PfnRange(0, 40), new PfnRange(60, 100)), machine(dir.resolve("rec")).ram());
  }

  // Where the direct map starts.

  @Test
  void newSlabsAndTheirObjectsTellWhereKaslrPutTheDirectMap() throws IOException {
    assertEquals(
        MOVED_BASE, machine(write("t.txt", slabs(MOVED_BASE, 12).toString())).directMapBase());
  }

  @Test
  void slabPagesThatWereThereBeforeTellToo() throws IOException {
    Random random = new Random(5);
    int[] slabPages = random.ints(3000, 0, 262144).toArray();
    var trace = new TraceBuilder().header(2);
    for (int i = 0; i < 500; i++) {
      trace.cacheAlloc(0, MOVED_BASE + ((long) slabPages[i] << 12));
    }
    write("rec/trace.txt", trace.toString());
    proc("rec/before", 262144, slabPages);
    assertEquals(MOVED_BASE, machine(dir.resolve("rec")).directMapBase());
  }

  @Test
  void objectsCloseAboveTheUsualStartLieInAMapThatWasNotMoved() throws IOException {
    String trace =
        new TraceBuilder().header(2).kfree(0, DEFAULT_BASE + 0x1000).pageAlloc(0, 9, 0).toString();
    assertEquals(DEFAULT_BASE, machine(write("t.txt", trace)).directMapBase());
    String fiveLevels =
        new TraceBuilder().header(2).kfree(0, 0xff11000000001000L).pageAlloc(0, 9, 0).toString();
    assertEquals(0xff11000000000000L, machine(write("t.txt", fiveLevels)).directMapBase());
  }

  @Test
  void aTraceThatTellsNothingNeedsTheUser() throws IOException {
    String trace =
        new TraceBuilder().header(2).kfree(0, 0xffff9d3f41c8a800L).pageAlloc(0, 9, 0).toString();
    Path file = write("t.txt", trace);
    assertEquals(
        "DIR/t.txt: too few allocations to tell where the direct map started; expected --set"
            + " direct-map-base=0x..., the value of page_offset_base on that machine",
        refusal(file, Map.of()));
    try (Recording recording = open(file, Map.of("direct-map-base", "0xffff9d3f40000000"))) {
      assertEquals(0xffff9d3f40000000L, recording.machine().directMapBase());
      assertEquals(0x1c8b, recording.machine().frames());
    }
  }

  // Which kernel it was.

  /** A trace of slabs whose page frames lie from some frame on. */
  private static String slabsFrom(long base, long firstPfn, int count) {
    Random random = new Random(6);
    var trace = new TraceBuilder().header(2);
    for (int i = 0; i < count; i++) {
      long pfn = firstPfn + 8L * random.nextInt(1 << 14);
      trace.pageAlloc(0, pfn, 3).cacheAlloc(0, base + (pfn << 12) + 192L * random.nextInt(100));
    }
    return trace.toString();
  }

  private void ramFrom(String folder, String start, String end) throws IOException {
    write(folder + "/meminfo", "MemTotal:       1015744 kB\n");
    write(folder + "/iomem", start + "-" + end + " : System RAM\n");
  }

  @Test
  void kernelsBefore420HadTheirDirectMapLower() throws IOException {
    String trace =
        new TraceBuilder().header(2).kfree(0, 0xffff88003d4a1000L).pageAlloc(0, 9, 0).toString();
    assertEquals(0xffff880000000000L, machine(write("t.txt", trace)).directMapBase());
  }

  @Test
  void aLinearMapThatStartsWithRamPutsFrameZeroBelowIt() throws IOException {
    long base = 0xffff000000000000L - (1L << 30);
    write("rec/trace.txt", slabsFrom(base, 1 << 18, 20));
    ramFrom("rec/before", "40000000", "7fffffff");
    try (Recording recording = open(dir.resolve("rec"), Map.of())) {
      assertEquals("arm64", recording.arch());
      assertEquals(base, recording.machine().directMapBase());
      assertEquals(List.of(new PfnRange(1 << 18, 1 << 19)), recording.machine().ram());
    }
  }

  @Test
  void whereEventsAreTooFewRamTellsWhereALinearMapStarts() throws IOException {
    String trace =
        new TraceBuilder().header(2).kfree(0, 0xffffff8001234000L).pageAlloc(0, 1 << 19, 0) + "";
    write("rec/trace.txt", trace);
    ramFrom("rec/before", "80000000", "bfffffff");
    assertEquals(0xffffff8000000000L - (2L << 30), machine(dir.resolve("rec")).directMapBase());
  }

  @Test
  void procTellsTheArchitectureWhereThereIsNoObject() throws IOException {
    write("rec/trace.txt", new TraceBuilder().header(2).pageAlloc(0, 1 << 18, 0).toString());
    ramFrom("rec/before", "40000000", "7fffffff");
    write("rec/before/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\n");
    try (Recording recording = open(dir.resolve("rec"), Map.of())) {
      assertEquals("arm64", recording.arch());
    }
  }

  @Test
  void aKernelOfAnArchitectureThatNobodyModelsIsNamed() throws IOException {
    assertEquals(
        "DIR/t.txt: objects from c00000000f800000 to c00000000f800000, so a kernel of far64;"
            + " expected one of x86, arm64",
        refusal(
            write(
                "t.txt",
                new TraceBuilder().header(2).kfree(0, 0xc00000000f800000L).pageAlloc(0, 9, 0)
                    + "")));
  }

  @Test
  void objectsWhereNoDirectMapIs() throws IOException {
    assertEquals(
        "DIR/t.txt: objects from fffffffff8001000 to fffffffff8001000 are in no direct map of"
            + " x86, arm64; expected --set direct-map-base=0x..., where the direct map of that"
            + " machine starts",
        refusal(
            write(
                "t.txt",
                new TraceBuilder().header(2).kfree(0, 0xfffffffff8001000L).pageAlloc(0, 9, 0)
                    + "")));
  }

  // /proc alone.

  @Test
  void aFolderWithBeforeAloneIsTheMachineAtThatMoment() throws IOException {
    proc("rec/before", 262144, 3, 4);
    try (Recording recording = open(dir.resolve("rec"), Map.of());
        var source = recording.open(Set.of())) {
      assertEquals("proc", recording.kind());
      assertEquals(List.of(new PfnRange(0, 0x3ffda)), recording.machine().ram());
      assertEquals(1015744, recording.machine().memTotalKb());
      var before = recording.before();
      assertNotNull(before);
      assertEquals(1 << 7, before.pageFlags().at(4));
      assertNull(recording.after());
      assertFalse(source.next(new EventBatch()));
      assertEquals(64, recording.sha256().length());
    }
  }

  @Test
  void meminfoAloneGivesAGuessOfRam() throws IOException {
    write("rec/before/meminfo", "MemTotal:       1015744 kB\n");
    try (Recording recording = open(dir.resolve("rec"), Map.of())) {
      assertEquals(1015744 / 4, recording.machine().ramPages());
      assertEquals(2, recording.machineNotes().size());
    }
  }

  @Test
  void filesThatDoNotTellRamAreNotEnough() throws IOException {
    write("rec/before/vmstat", "nr_free_pages 1\n");
    assertEquals(
        "DIR/rec: nothing in before/ tells how much RAM there is; expected iomem (read as root),"
            + " kpageflags or meminfo, as files of /proc, or --set ram=...",
        refusal(dir.resolve("rec")));
  }

  @Test
  void xzAndBzip2AreUndoneAsWell() throws IOException {
    byte[] trace = slabs(DEFAULT_BASE, 20).toString().getBytes(UTF_8);
    var xz = new ByteArrayOutputStream();
    try (var out = new XZOutputStream(xz, new LZMA2Options(1))) {
      out.write(trace);
    }
    var bzip2 = new ByteArrayOutputStream();
    try (var out = new BZip2CompressorOutputStream(bzip2)) {
      out.write(trace);
    }
    for (Path file :
        List.of(write("t.txt.xz", xz.toByteArray()), write("u.txt.bz2", bzip2.toByteArray()))) {
      try (Recording recording = open(file, Map.of())) {
        assertEquals("tracefs", recording.kind());
      }
    }
    assertEquals(
        "DIR/v.txt.xz: truncated: the data ends before it should",
        refusal(write("v.txt.xz", Arrays.copyOf(xz.toByteArray(), xz.size() / 2))));
    assertEquals(
        "DIR/w.txt.bz2: not bzip2 data, as its name says", refusal(write("w.txt.bz2", "x\n")));
  }

  // What cannot be used, each with what the user is told.

  private String refusal(Path path, Map<String, String> settings) {
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

  private String refusal(Path path) {
    return refusal(path, Map.of());
  }

  @Test
  void settingsOfTheWrongShape() throws IOException {
    Path trace = write("t.txt", slabs(DEFAULT_BASE, 20).toString());
    assertEquals(
        "--set ram=lots: expected a size such as 512M or 24G",
        refusal(trace, Map.of("ram", "lots")));
    assertEquals(
        "--set direct-map-base=0x1234: expected the address of a page in kernel space, such as"
            + " 0xffff888000000000",
        refusal(trace, Map.of("direct-map-base", "0x1234")));
  }

  @Test
  void ramOfAMachineThatIsKnown() throws IOException {
    write("rec/trace.txt", slabs(DEFAULT_BASE, 20).toString());
    proc("rec/before", 262144, 3, 4);
    assertEquals(
        "--set ram: DIR/rec/trace.txt comes with the memory map of its machine",
        refusal(dir.resolve("rec"), Map.of("ram", "1G")));
  }

  @Test
  void emptyFile() throws IOException {
    assertEquals(
        "DIR/t.txt: empty file; expected a trace: text of tracefs, trace-cmd report or perf script, trace.dat,"
            + " perf.data",
        refusal(write("t.txt", "")));
  }

  @Test
  void gitLfsPointer() throws IOException {
    assertEquals(
        "DIR/t.txt: this is a Git LFS pointer; fetch the real file with git lfs pull",
        refusal(
            write("t.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:4\nsize 1\n")));
  }

  @Test
  void htmlPage() throws IOException {
    assertEquals(
        "DIR/t.txt: this is an HTML page; expected a trace: text of tracefs, trace-cmd report or perf"
            + " script, trace.dat, perf.data",
        refusal(write("t.txt", "\n<!DOCTYPE html>\n<html><head>")));
  }

  @Test
  void binaryFile() throws IOException {
    assertEquals(
        "DIR/t.txt: binary data; expected a trace: text of tracefs, trace-cmd report or perf script, trace.dat,"
            + " perf.data",
        refusal(write("t.txt", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})));
  }

  @Test
  void perfDataOfABigEndianMachine() throws IOException {
    assertEquals(
        "DIR/p: this is perf.data of a big-endian machine; only those of little-endian ones are read",
        refusal(write("p", "2ELIFREPh\0\0\0")));
  }

  @Test
  void perfDataCutOff() throws IOException {
    assertEquals(
        "DIR/p, byte 12: the file ends within the header; it is truncated",
        refusal(write("p", "PERFILE2h\0\0\0")));
  }

  @Test
  void traceDatOfAnotherVersion() throws IOException {
    assertEquals(
        "DIR/t, byte 12: trace.dat of version 5; expected 6 or 7, or text: trace-cmd report -i FILE"
            + " > trace.txt",
        refusal(write("t", "\027\010\104tracing5\0")));
  }

  @Test
  void someOtherText() throws IOException {
    assertEquals(
        "DIR/t.txt: line 1: expected a line of a trace, such as 'TASK-PID [CPU] SECONDS.MICROS:"
            + " EVENT: FIELDS', found 'Dear Sir or Madam,'",
        refusal(write("t.txt", "Dear Sir or Madam,\n")));
  }

  @Test
  void folderWithoutATrace() throws IOException {
    write("rec/after/meminfo", "MemTotal: 4 kB\n");
    assertEquals(
        "DIR/rec: no trace in it; expected trace.txt, trace.dat or perf.data, plain, .gz, .zst, .xz or"
            + " .bz2, beside before/ and after/; or before/ alone",
        refusal(dir.resolve("rec")));
  }

  @Test
  void folderWithTwoTraces() throws IOException {
    write("rec/a.txt", slabs(DEFAULT_BASE, 20).toString());
    write("rec/b.txt", slabs(DEFAULT_BASE, 20).toString());
    assertEquals(
        "DIR/rec: more than one trace: a.txt, b.txt; expected one", refusal(dir.resolve("rec")));
  }

  @Test
  void traceWithoutEvents() throws IOException {
    assertEquals(
        "DIR/t.txt: no events in it",
        refusal(write("t.txt", new TraceBuilder().header(2).toString())));
  }

  @Test
  void traceWithHashedPointers() throws IOException {
    assertEquals(
        "DIR/t.txt, line 4: ptr=000000007b818d81 is a hash, not an address; record with real ones:"
            + " echo nohash-ptr > /sys/kernel/tracing/trace_options",
        refusal(write("t.txt", new TraceBuilder().header(2).kfree(0, 0x7b818d81L).toString())));
  }

  @Test
  void traceCutOff() throws IOException {
    String whole = slabs(DEFAULT_BASE, 20_000).toString();
    Path file = write("rec/trace.txt", whole.substring(0, whole.length() - 26));
    proc("rec/before", 262144, 3);
    assertEquals(
        "DIR/rec/trace.txt, line 60003: the file is cut off after 'q=184 bytes_alloc=192"
            + " gfp_flags=GFP_KERN'; expected a whole line",
        refusal(file.getParent()));
  }
}
