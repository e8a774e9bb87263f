// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.plan;
import static kasan.lab.internal.run.Laboratory.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.PageKind;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.run.BlockState;
import kasan.lab.api.run.BlockView;
import kasan.lab.api.run.PageView;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.ShadowMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shadow as data, held against what the kernel and the bill say. */
class LookAtTheShadowTest {
  private final Laboratory lab = new Laboratory();
  private Run run;
  private int blocks;

  @BeforeEach
  void hold() throws InterruptedException {
    run = lab.desk.start(plan("page", List.of(), "churn.length=100000000"));
    run.holdAt(20_000);
    blocks = (int) run.shadowMap(0, 1, 1).blocksOfRam();
  }

  @AfterEach
  void end() throws InterruptedException {
    run.end();
  }

  private static Map<BlockState, Long> totals(ShadowMap map) {
    var totals = new EnumMap<BlockState, Long>(BlockState.class);
    map.cells()
        .forEach(cell -> cell.states().forEach((state, n) -> totals.merge(state, n, Long::sum)));
    return totals;
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "100", "4096", "60000"})
  void cellsOfAnySizeAddUp(int cells) throws Exception {
    ShadowMap each = run.shadowMap(0, blocks, blocks);

    ShadowMap map = run.shadowMap(0, Long.MAX_VALUE, cells);

    assertEquals(totals(each), totals(map));
    assertTrue(map.cells().size() <= cells);
    assertEquals(blocks, map.blocks());
    assertEquals(
        each.cells().stream().mapToLong(ShadowMap.Cell::staleEntries).sum(),
        map.cells().stream().mapToLong(ShadowMap.Cell::staleEntries).sum());
  }

  /** A block with a page that is managed by the byte has shadow of its own, another need not. */
  @Test
  void blocksWithShadowOnDemandAreThoseWithByteManagedPages() throws Exception {
    ShadowMap map = run.shadowMap(0, blocks, blocks);

    long onDemand = 0;
    for (ShadowMap.Cell cell : map.cells()) {
      BlockView block = run.block(cell.firstBlock());
      assertEquals(Map.of(block.state(), 1L), cell.states());
      Set<PageKind> kinds = Set.copyOf(block.pages());
      boolean own = block.state() == BlockState.ON_DEMAND || block.state() == BlockState.REAL;
      if (kinds.stream().anyMatch(PageKind::byteManaged)) {
        assertTrue(own, block::toString);
      } else if (kinds.equals(Set.of(PageKind.NONE))) {
        assertEquals(BlockState.NO_RAM, block.state());
      }
      onDemand += block.state() == BlockState.ON_DEMAND ? 1 : 0;
    }
    assertTrue(onDemand > 0 && totals(map).get(BlockState.BLACK) > onDemand, map::toString);
    assertEquals(totals(map).get(BlockState.ON_DEMAND), onDemand);
  }

  @ParameterizedTest
  @CsvSource({"original,REAL", "page,ON_DEMAND"})
  void staticShadowIsRealThroughoutAndOnDemandIsWhatWasMapped(String scheme, BlockState state)
      throws Exception {
    run.swap(scheme);

    Map<BlockState, Long> totals = totals(run.shadowMap(0, blocks, 1));

    Map<?, ?> bill = row(run.result(), "rows", 1);
    Map<?, ?> memory = (Map<?, ?>) bill.get("memory");
    assertEquals(
        state == BlockState.REAL
            ? (Long) (blocks - totals.get(BlockState.NO_RAM))
            : (Long) memory.get("onDemandEndKb") / 4,
        totals.get(state),
        totals::toString);
  }

  @Test
  void pageTellsTheShadowOfEachGranuleAsTheShadowVerbDoes() throws Exception {
    long slab = -1;
    for (long block = 0; slab < 0; block++) {
      BlockView view = run.block(block);
      int index = view.pages().indexOf(PageKind.SLAB);
      slab = index < 0 ? -1 : view.firstPfn() + index;
    }

    PageView page = run.page(slab);

    assertEquals(PageKind.SLAB, page.kind());
    assertEquals(512, page.granules().size());
    for (int i = 0; i < 512; i += 37) {
      Map<?, ?> look = row(run.shadow(page.address() + 8L * i), "rows", 0);
      PageView.Granule granule = page.granules().get(i);
      assertEquals(look.get("shadow"), String.format("%02x", granule.shadow()));
      assertEquals(look.get("meaning"), page.meanings().get(granule.shadow()));
      assertEquals(
          look.get("truth"), granule.truth().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    assertTrue(page.granules().stream().anyMatch(each -> each.truth() == ByteState.LIVE));
  }

  @Test
  void looksAreNotOnTheBill() throws Exception {
    Object before = run.result().tree().get("rows").toString();

    run.shadowMap(0, blocks, 16);
    run.block(1);
    run.page(1);

    assertEquals(before, run.result().tree().get("rows").toString());
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThrows(BadInputException.class, () -> run.shadowMap(blocks, 1, 1));
    assertThrows(BadInputException.class, () -> run.shadowMap(-1, 1, 1));
    assertThrows(BadInputException.class, () -> run.shadowMap(0, 0, 1));
    assertThrows(BadInputException.class, () -> run.shadowMap(0, 1, 0));
    assertThrows(BadInputException.class, () -> run.block(blocks));
    assertThrows(BadInputException.class, () -> run.page(-1));
    RunStatus still = run.status();
    assertEquals(20_000, still.operation());
  }
}
