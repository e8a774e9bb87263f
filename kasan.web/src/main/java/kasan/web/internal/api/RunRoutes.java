// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Runs;
import kasan.web.internal.live.Feed;
import org.jspecify.annotations.Nullable;

/** Runs: which there are, how they go, and what they are told to do. */
final class RunRoutes {
  private static final int HEX = 16;
  private static final int MOST_CPUS = 1 << 10;
  private static final int MOST_ACCESS_BYTES = 1 << 20;

  private final Runs runs;
  private final KnownRuns known;
  private final Feed feed;

  RunRoutes(Runs runs, Feed feed) {
    this.runs = runs;
    this.known = new KnownRuns(runs);
    this.feed = feed;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "runs", call -> Answer.ok(Map.of("runs", all())))
        .on("POST", "runs", call -> Answer.made(start(call)))
        .on("GET", "runs/*", call -> Answer.ok(one(call)))
        .on("GET", "runs/*/history", call -> Answer.ok(history(call)))
        .on("GET", "runs/*/swaps", call -> Answer.ok(Map.of("swaps", swaps(call))))
        .on("GET", "runs/*/findings", call -> Answer.ok(Map.of("findings", findings(call))))
        .on("GET", "runs/*/result", call -> Answer.ok(ask(call, Run::result).tree()))
        .on("POST", "runs/*/hold", call -> Answer.ok(hold(call)))
        .on("POST", "runs/*/resume", call -> Answer.ok(resume(call)))
        .on("POST", "runs/*/swap", call -> Answer.ok(swap(call)))
        .on("POST", "runs/*/end", call -> Answer.ok(end(call)))
        .on("POST", "runs/*/access", call -> Answer.ok(access(call)));
  }

  private <T> T ask(Call call, KnownRuns.Wish<T> wish) throws InterruptedException {
    return known.ask(call.name(), wish);
  }

  private List<Map<String, @Nullable Object>> all() {
    return runs.all().stream().map(Run::status).map(RunStatus::tree).toList();
  }

  private Map<String, @Nullable Object> start(Call call) {
    return runs.start(RunRequest.read(call.body())).status().tree();
  }

  private Map<String, @Nullable Object> one(Call call) {
    Run run = known.named(call.name());
    Map<String, @Nullable Object> tree = run.status().tree();
    tree.put("sample", feed.of(run).newest());
    return tree;
  }

  private Map<String, Object> history(Call call) {
    return feed.of(known.named(call.name())).history();
  }

  private List<Map<String, @Nullable Object>> swaps(Call call) {
    return feed.of(known.named(call.name())).swaps();
  }

  private List<Map<String, @Nullable Object>> findings(Call call) {
    return feed.of(known.named(call.name())).findings();
  }

  private Map<String, @Nullable Object> hold(Call call) throws InterruptedException {
    long at = new Fields(call.body(), Set.of("at")).number("at", -1, 0, Long.MAX_VALUE);
    return ask(call, run -> at < 0 ? run.hold() : run.holdAt(at)).tree();
  }

  private Map<String, @Nullable Object> resume(Call call) throws InterruptedException {
    Fields.none(call.body());
    return ask(call, Run::resume).tree();
  }

  private Map<String, @Nullable Object> swap(Call call) throws InterruptedException {
    String scheme = new Fields(call.body(), Set.of("scheme")).needed("scheme");
    return answer(ask(call, run -> run.swap(scheme)));
  }

  private Map<String, @Nullable Object> end(Call call) throws InterruptedException {
    Fields.none(call.body());
    Run run = known.named(call.name());
    known.ask(call.name(), Run::end);
    return run.status().tree();
  }

  private Map<String, @Nullable Object> access(Call call) throws InterruptedException {
    var fields = new Fields(call.body(), Set.of("address", "bytes", "write", "cpu"));
    long address = address(fields.needed("address"));
    long bytes = fields.number("bytes", 1, 1, MOST_ACCESS_BYTES);
    int cpu = (int) fields.number("cpu", 0, 0, MOST_CPUS);
    boolean write = fields.flag("write");
    return answer(ask(call, run -> run.access(cpu, address, bytes, write)));
  }

  /** Addresses are text: numbers of JSON do not hold 64 bits in browsers. */
  private static long address(String word) {
    String digits = word.startsWith("0x") ? word.substring(2) : word;
    if (!digits.matches("[0-9a-fA-F]{1,16}")) {
      throw new BadInputException(
          "field 'address' takes a hexadecimal address, such as ffff888000001000, not '"
              + word
              + "'");
    }
    return Long.parseUnsignedLong(digits, HEX);
  }

  private static Map<String, @Nullable Object> answer(Result result) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(result.tree());
    tree.put("status", result.status());
    return tree;
  }
}
