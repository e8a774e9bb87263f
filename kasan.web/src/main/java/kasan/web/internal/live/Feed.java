// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import org.jspecify.annotations.Nullable;

/** Follows all runs, until it is closed. */
public final class Feed implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(250);

  private final Runs runs;
  private final EventStreams streams;
  private final FindingText text;
  private final Map<String, FollowedRun> followed = new ConcurrentHashMap<>();
  private final Listening listening;

  /**
   * Begins.
   *
   * @param streams that what happens goes to
   */
  public Feed(Runs runs, InventoryService inventory, EventStreams streams) {
    this.runs = runs;
    this.streams = streams;
    this.text = new FindingText(inventory);
    this.listening = runs.listen(this::started);
  }

  private void started(Run run) {
    follow(run);
    List<String> there = runs.all().stream().map(Run::name).toList();
    followed.forEach(
        (name, each) -> {
          if (!there.contains(name)) {
            forget(name);
          }
        });
    streams.tell(Event.of("run", "", run.status().tree()));
  }

  private FollowedRun follow(Run run) {
    return followed.computeIfAbsent(
        run.name(),
        name -> {
          var each = new FollowedRun(run, streams, text::of);
          each.listening = run.listen(each, PACE);
          return each;
        });
  }

  private void forget(String name) {
    FollowedRun gone = followed.remove(name);
    if (gone != null) {
      close(gone.listening);
    }
  }

  /** What is known of a run. */
  public FollowedRun of(Run run) {
    return follow(run);
  }

  @Override
  public void close() {
    listening.close();
    followed.values().forEach(each -> close(each.listening));
    followed.clear();
  }

  private static void close(@Nullable Listening listening) {
    if (listening != null) {
      listening.close();
    }
  }
}
