// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.scheme.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * What was reported in a run, with the truth beside it. The first {@value #KEPT} are kept whole,
 * all are counted.
 */
final class FindingLog implements AccessJudge {
  private static final int KEPT = 1000;

  private final Seat seat;
  private final FindingMaker maker;
  private final List<Entry> entries = new ArrayList<>();
  private long count;
  private long falseReports;
  private boolean watching;
  private @Nullable Seen seen;

  /**
   * How an access was judged that somebody asked for.
   *
   * @param reported whether KASAN said anything
   * @param bugClass what it said; null for nothing
   * @param truth of the first byte that may not be accessed
   * @param missed why a bug was not reported; null where it was, or there is none
   */
  record Seen(boolean reported, @Nullable String bugClass, String truth, @Nullable String missed) {}

  /**
   * One report.
   *
   * @param atOperation operation that was reported
   * @param scheme that reported
   * @param falseReport whether nothing was wrong in truth
   * @param truth what is true of the first bad byte
   * @param finding the report
   */
  record Entry(
      long atOperation, String scheme, boolean falseReport, String truth, Finding finding) {
    /** For machines. */
    Map<String, @Nullable Object> tree() {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      tree.put("atOperation", atOperation);
      tree.put("scheme", scheme);
      tree.put("falseReport", falseReport);
      tree.put("truth", truth);
      tree.putAll(FindingTree.of(finding));
      return tree;
    }
  }

  /**
   * @param seat of the shadow whose reports come in
   * @param program what runs, for the name of the task
   */
  FindingLog(Seat seat, String program) {
    this.seat = seat;
    this.maker = new FindingMaker(seat, program);
  }

  /** Has somebody access memory who wants to know how that is judged; null when nobody looked. */
  @Nullable Seen watch(Runnable access) {
    watching = true;
    seen = null;
    try {
      access.run();
      return seen;
    } finally {
      watching = false;
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void judged(Judgement event) {
    if (watching) {
      MissReason missed = event.missed;
      seen =
          new Seen(
              event.reported,
              event.bugClass,
              word(event.truth),
              missed == null ? null : missed.word());
    }
    if (!event.reported || !seat.healthy()) {
      return;
    }
    count++;
    if (event.falseReport()) {
      falseReports++;
    }
    if (entries.size() < KEPT) {
      entries.add(
          new Entry(
              seat.operationNow(),
              seat.standingName(),
              event.falseReport(),
              word(event.truth),
              maker.of(event, watching)));
    }
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** How many of them were about nothing. */
  long falseReports() {
    return falseReports;
  }

  /** Those that were kept, in order. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
