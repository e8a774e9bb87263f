// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.memory.PfnRange;
import kasan.api.workload.Recording;
import org.junit.jupiter.api.Test;

/** Where the direct map started, KASLR or not, and which kernel it was. */
final class RecordedKernelTest extends RecordingFiles {
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

  @Test
  void pagesOfAnotherSizeThanTheModelsAreNotTakenForItsOwn() throws IOException {
    String zones =
        "Node 0, zone      DMA\n  pages free     20000\n        present  %d\n  pagesets\n";
    for (int pageKb : new int[] {16, 64}) {
      Path folder = dir.resolve("p" + pageKb);
      write("p" + pageKb + "/before/meminfo", "MemTotal:  4128768 kB\n");
      write(
          "p" + pageKb + "/before/zoneinfo",
          zones.formatted(4_194_304 / pageKb / 2) + zones.formatted(4_194_304 / pageKb / 2));
      assertEquals(
          "DIR/p"
              + pageKb
              + ": MemTotal and the pages of zoneinfo tell of pages of "
              + pageKb
              + " kB; expected a kernel with pages of 4 kB, as x86 is modelled with",
          refusal(folder, Map.of()));
    }
    Path usual = dir.resolve("p4");
    write("p4/before/meminfo", "MemTotal:  4128768 kB\n");
    write("p4/before/zoneinfo", zones.formatted(1_048_576));
    try (Recording recording = open(usual, Map.of())) {
      assertEquals(12, recording.machine().pageShift());
    }
  }

  @Test
  void aKernelOfThirtyTwoBitsWithoutHighMemoryIsNamed() throws IOException {
    write("narrow/before/meminfo", "MemTotal:  498000 kB\nVmallocTotal:     507904 kB\n");
    assertEquals(
        "DIR/narrow: meminfo has VmallocTotal 507,904 kB, so a kernel of 32 bits; expected one of"
            + " 64",
        refusal(dir.resolve("narrow"), Map.of()));
  }

  @Test
  void aMachineThatIsNotModelledIsNamedByWhatProcTells() throws IOException {
    for (String[] each :
        new String[][] {
          {"cpuinfo", "processor\t: 0\ncpu\t\t: POWER9\n\ntimebase\t: 512000000\n", "powerpc"},
          {"cpuinfo", "vendor_id       : IBM/S390\n# processors    : 2\n", "s390"},
          {"cpuinfo", "processor\t\t: 0\nCPU Family\t\t: Loongson-64bit\n", "loongarch"},
          {"cpuinfo", "processor\t\t: 0\ncpu model\t\t: MIPS 1004Kc V2.15\n", "mips"},
          {"meminfo", "MemTotal:  900000 kB\nHighTotal:  100000 kB\n", "32 bits"},
        }) {
      Path folder = dir.resolve(each[2]);
      write(each[2] + "/before/meminfo", "MemTotal:  900000 kB\n");
      write(each[2] + "/before/" + each[0], each[1]);
      write(each[2] + "/trace.txt", new TraceBuilder().header(2).pageAlloc(0, 9, 0).toString());
      String said = refusal(folder, Map.of());
      assertEquals(true, said.contains(", so a kernel of " + each[2] + "; expected one of"), said);
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
}
