// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.Recording;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Recordings as users have them: whole ones, lone traces, /proc alone, compressed ones. */
final class RecordingsTest extends RecordingFiles {
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
}
