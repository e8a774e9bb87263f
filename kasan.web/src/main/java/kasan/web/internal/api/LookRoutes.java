// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.List;
import kasan.lab.api.run.Runs;

/** Looks at a run's shadow: many blocks, one block, one page. */
final class LookRoutes {
  /** What a run shows at most. */
  private static final long MOST_BLOCKS = 1L << 22;

  private static final int MOST_CELLS = 1 << 16;
  private static final int USUAL_CELLS = 1 << 12;

  private final KnownRuns known;
  private final Looks looks = new Looks(System::nanoTime);

  LookRoutes(Runs runs) {
    this.known = new KnownRuns(runs);
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "runs/*/map", this::map)
        .on("GET", "runs/*/block", this::block)
        .on("GET", "runs/*/page", this::page);
  }

  private Answer map(Call call) throws InterruptedException {
    long first = call.number("first", 0, Long.MAX_VALUE >> 1, 0);
    long blocks = call.number("blocks", 1, MOST_BLOCKS, MOST_BLOCKS);
    int cells = (int) call.number("cells", 1, MOST_CELLS, USUAL_CELLS);
    return look(
        call,
        List.of("map", first, blocks, cells),
        run -> LookTree.of(run.shadowMap(first, blocks, cells)));
  }

  private Answer block(Call call) throws InterruptedException {
    long block = call.number("block", 0, Long.MAX_VALUE >> 1);
    return look(call, List.of("block", block), run -> LookTree.of(run.block(block)));
  }

  private Answer page(Call call) throws InterruptedException {
    long pfn = call.number("pfn", 0, Long.MAX_VALUE >> 1);
    return look(call, List.of("page", pfn), run -> LookTree.of(run.page(pfn)));
  }

  private Answer look(Call call, List<Object> what, KnownRuns.Wish<Object> wish)
      throws InterruptedException {
    known.named(call.name());
    return Answer.ok(looks.see(List.of(call.name(), what), () -> known.ask(call.name(), wish)));
  }
}
