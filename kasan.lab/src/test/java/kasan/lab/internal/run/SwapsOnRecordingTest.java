// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.report.Result;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import org.junit.jupiter.api.Test;

/** Swaps on real machines whose slab, and so their on-demand shadow, grows while they are made. */
class SwapsOnRecordingTest {
  private static final List<String> SAME_CLASS = List.of("original", "page", "ondemand");

  private final Laboratory lab = new Laboratory();

  /** The recording that comes with the product: blocks with slab grow from 2163 to 3045. */
  @Test
  void randomSwapsOnTheShippedRecordingLeaveNoByteWrong() throws Exception {
    swapAtRandom(Path.of("../recordings/tree-cold"), 243_599, 420, 2163, 3045);
  }

  /** Blocks with slab grow from 2549 to 6756, as the pages say that the machine reported. */
  @Test
  void randomSwapsOnARecordingThatGrowsLeaveNoByteWrong() throws Exception {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    swapAtRandom(Path.of(folder, "file-tree-cold"), 1_204_288, 105, 2549, 6756);
  }

  private void swapAtRandom(
      Path recording, int operations, int times, long blocksBefore, long blocksAfter)
      throws Exception {
    lab.recording(
        new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
            .open(MemberInput.of(recording), Map.of()));
    var random = new SplittableRandom(11);
    var swaps = new ArrayList<String>(List.of("1=page", (operations - 1) + "=page"));
    for (int i = 0; i < times; i++) {
      boolean otherClass = i % 21 == 0;
      String to = otherClass ? "granular" : SAME_CLASS.get(random.nextInt(SAME_CLASS.size()));
      swaps.add((2 + random.nextInt(operations - 3)) + "=" + to);
    }

    Result result = lab.run(Laboratory.largeRecording(swaps));

    int refused = 0;
    for (int i = 0; i < swaps.size(); i++) {
      Map<?, ?> swap = Laboratory.row(result, "swaps", i);
      if (swap.get("to").equals("granular")) {
        assertEquals("refused", swap.get("status"));
        refused++;
      } else {
        assertEquals("ok", swap.get("status"), swap::toString);
        Map<?, ?> audit = (Map<?, ?>) swap.get("audit");
        assertEquals(0L, audit.get("mismatches"));
        assertTrue((Long) audit.get("checked") > 5_000, audit::toString);
        assertEquals(swap.get("memoryBeforeKb"), 4 * (Long) swap.get("framesReturned"));
      }
    }
    assertEquals(times / 21, refused);
    Map<?, ?> slab = (Map<?, ?>) result.tree().get("slab");
    assertEquals(blocksBefore, slab.get("blocksAtStart"));
    assertTrue(
        Math.abs((Long) slab.get("blocksAtEnd") - blocksAfter) <= blocksAfter / 100,
        slab::toString);
    assertGrown(result, swaps.size(), 4 * (blocksAfter - blocksBefore));
  }

  /** What was built for page in the end is larger than in the beginning by new blocks at least. */
  private static void assertGrown(Result result, int swaps, long slabShadowKb) {
    Map<?, ?> first = Laboratory.row(result, "swaps", 0);
    Map<?, ?> last = Laboratory.row(result, "swaps", swaps - 1);
    assertEquals("page", first.get("to"));
    assertEquals("page", last.get("to"));
    long grown = (Long) last.get("memoryAfterKb") - (Long) first.get("memoryAfterKb");
    assertTrue(grown > slabShadowKb * 9 / 10, () -> "grown by " + grown + " kB");
  }
}
