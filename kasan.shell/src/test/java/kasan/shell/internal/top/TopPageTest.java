// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.lab.api.CompareSample;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopPageTest {
  private static final long SECOND = 1_000_000_000;
  private static final long PAGES = 1 << 20;

  private final TopPage page = new TopPage();

  private static CompareSample at(long seconds, long kb, long maps) {
    var machine =
        new Machine(
            "tiny", 2, 12, List.of(new PfnRange(0, PAGES)), PAGES, 4_000_000, -1L << 47, 0, 0, 0);
    var work = new Work(maps, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    var footprint = new Footprint(Map.of(FrameUse.ON_DEMAND, kb), Map.of(), kb, kb, 0, 0, 0);
    return new CompareSample(
        machine,
        seconds * SECOND,
        1000 * seconds,
        0,
        null,
        List.of(
            new CompareSample.Row("page", footprint, work, null),
            new CompareSample.Row("hw-tags", null, null, "needs pointers that carry a tag")));
  }

  private List<String> lines(int width, int height) {
    page.lines(at(1, 1024, 100), width, height);
    page.lines(at(3, 4096, 140), width, height);
    return page.lines(at(5, 2048, 200), width, height);
  }

  @ParameterizedTest
  @CsvSource({"250, 60", "100, 30", "80, 24", "60, 12", "40, 8", "20, 3", "9, 1"})
  void fitsTheScreenAndSaysHowToLeaveIt(int width, int height) {
    List<String> lines = lines(width, height);
    assertTrue(lines.size() <= height, lines::toString);
    lines.forEach(line -> assertTrue(line.length() <= width, line));
    assertTrue(lines.get(lines.size() - 1).startsWith("q leaves"), lines::toString);
  }

  @Test
  void ratesAreThoseSinceTheSampleBefore() {
    String row = lines(100, 30).get(5);
    assertTrue(row.startsWith("page "), row);
    assertTrue(row.contains(" 30 "), row); // 60 maps in 2 s
    assertTrue(row.endsWith("  ▁█▃"), row);
  }

  /** The screen that most people have. */
  @Test
  void eightyColumnsHaveTheBarsAndTheRates() {
    List<String> lines = lines(80, 24);
    assertTrue(lines.get(4).contains("maps/s unmaps/s"), lines::toString);
    assertTrue(lines.get(4).endsWith("so far"), lines::toString);
    assertTrue(lines.get(5).endsWith("▁█▃"), lines::toString);
  }

  @Test
  void whatDoesNotFitIsSeenToBeCut() {
    List<String> lines = lines(30, 24);
    assertEquals("hw-tags  not here: needs poin…", lines.get(6));
    assertFalse(lines.get(5).isEmpty());
  }
}
