// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.RunListener;
import kasan.lab.api.run.RunSample;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Swap;
import org.jspecify.annotations.Nullable;

/**
 * One run as it goes: passes on what it hears, and keeps what a browser that comes late wants to
 * know.
 */
public final class FollowedRun implements RunListener {
  private static final int POINTS = 2048;

  private final Run run;
  private final EventStreams streams;
  private final Function<Finding, String> text;
  private final History history = new History(SampleTree.COLUMNS, POINTS);
  private final List<Map<String, @Nullable Object>> swaps = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> findings = new ArrayList<>();
  private @Nullable Map<String, @Nullable Object> newest;
  @Nullable Listening listening;

  /**
   * @param text of a finding, as Linux prints it
   */
  FollowedRun(Run run, EventStreams streams, Function<Finding, String> text) {
    this.run = run;
    this.streams = streams;
    this.text = text;
  }

  @Override
  public void sampled(RunSample sample) {
    Map<String, @Nullable Object> tree = SampleTree.of(sample);
    synchronized (this) {
      newest = tree;
    }
    history.add(SampleTree.point(tree));
    streams.tell(Event.of("sample", "sample " + run.name(), tree));
  }

  @Override
  public void swapped(Swap swap) {
    Map<String, @Nullable Object> tree = swap.tree(true);
    tree.put("run", run.name());
    synchronized (this) {
      swaps.add(tree);
    }
    streams.tell(Event.of("swap", "", tree));
  }

  @Override
  public void found(RunFinding finding) {
    Map<String, @Nullable Object> tree = finding.tree();
    tree.put("run", run.name());
    tree.put("text", text.apply(finding.finding()));
    synchronized (this) {
      tree.put("number", findings.size() + 1);
      findings.add(tree);
    }
    streams.tell(Event.of("finding", "", tree));
  }

  @Override
  public void ended(RunStatus status) {
    streams.tell(Event.of("ended", "", status.tree()));
  }

  /** The newest sample; null before the first. */
  public synchronized @Nullable Map<String, @Nullable Object> newest() {
    return newest;
  }

  /** Swaps so far, made or refused. */
  public synchronized List<Map<String, @Nullable Object>> swaps() {
    return List.copyOf(swaps);
  }

  /** Findings so far, up to the first 1,000. */
  public synchronized List<Map<String, @Nullable Object>> findings() {
    return List.copyOf(findings);
  }

  /** Its curves. */
  public Map<String, Object> history() {
    return history.tree();
  }
}
