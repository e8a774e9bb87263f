// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.Map;
import kasan.api.workload.Recording;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.Fidelity;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.wall.Wall;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The large recordings of real machines, whose folder is in property {@code kasan.recordings}. */
class RecordingsTest {
  /**
   * Slab pages and blocks at the start, slab pages at the end and what doing nothing gives are
   * facts of the recordings; the limits are for the sum of missing and extra pages. Where the
   * snapshot was taken within the trace it is compared as it was read.
   */
  @ParameterizedTest
  @CsvSource({
    "file-tree-cold,    6445, 38401,  2549, 32040,  84,  10, 150",
    "kernel-build-cold, 6453,  7844,  2528,  1421,  30,  40, 220",
    "kernel-build,     79416, 79466, 12961,   250, 200, 280, 280",
    "network,          81868, 82042, 13146,   239,  65,  65,  65",
    "guest-1g,          7845,  7893,  1374,    50,   2,   8,   8",
    "fork-exec,        82032, 82010, 13257,    69,  91,  75,  75",
  })
  void aReplayEndsWithTheSlabPagesThatTheMachineReported(
      String name,
      long start,
      long end,
      long blocks,
      long nothingMissing,
      long nothingExtra,
      long limit,
      long limitAtTraceEnd) {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    try (Recording recording =
            new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
                .open(MemberInput.of(Path.of(folder, name)), Map.of());
        var kernel = new ReplayKernel(recording, TestArch.x86(), false, new Wall())) {
      KernelCounts before = kernel.counts();
      assertEquals(start, before.slabPagesAtStart());
      assertEquals(start, before.slabPages());
      assertEquals(blocks, before.slabBlocksAtStart());
      assertEquals(new SlabUse(start, start, blocks, blocks), kernel.slabUse());
      Replays.play(recording, kernel);

      Fidelity fidelity = kernel.fidelity();
      assertEquals(end, fidelity.slabPagesEndRecorded());
      assertEquals(nothingMissing, fidelity.doNothingMissing());
      assertEquals(nothingExtra, fidelity.doNothingExtra());
      assertTrue(fidelity.missing() + fidelity.extra() <= limit, fidelity.toString());
      assertTrue(
          fidelity.missingAtTraceEnd() + fidelity.extraAtTraceEnd() <= limitAtTraceEnd,
          fidelity.toString());
    }
  }
}
