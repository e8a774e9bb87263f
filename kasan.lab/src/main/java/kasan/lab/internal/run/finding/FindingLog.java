// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What was reported in a run, with the truth beside it. The first {@value #KEPT} are kept whole,
 * all are counted.
 */
public final class FindingLog implements AccessJudge {
  private static final int KEPT = 1000;

  private final SchemeSlot slot;
  private final FindingMaker maker;
  private final Consumer<RunFinding> told;
  private final List<RunFinding> entries = new ArrayList<>();
  private final PromptObjects objects = new PromptObjects();
  private long count;
  private long falseReports;
  private boolean watching;
  private @Nullable Seen seen;

  /**
   * How an access or a free was judged that somebody asked for.
   *
   * @param reported whether KASAN said anything
   * @param bugClass what it said; null for nothing
   * @param truth of the first byte that may not be accessed
   * @param missed why a bug was not reported; null where it was, or there is none
   */
  public record Seen(
      boolean reported, @Nullable String bugClass, String truth, @Nullable String missed) {}

  /**
   * @param slot of the shadow whose reports come in
   * @param program what runs, for the name of the task
   * @param told is given each finding that is kept
   */
  public FindingLog(SchemeSlot slot, String program, Consumer<RunFinding> told) {
    this.told = told;
    this.slot = slot;
    this.maker = new FindingMaker(slot, program, objects);
  }

  /** What was allocated at the prompt. */
  public PromptObjects objects() {
    return objects;
  }

  /** Has somebody act who wants to know how that is judged; null when nobody looked. */
  public @Nullable Seen watch(Runnable access) {
    watching = true;
    seen = null;
    try {
      access.run();
      return seen;
    } finally {
      watching = false;
    }
  }

  /** A constant as results spell it. */
  public static String word(Enum<?> constant) {
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
    if (!event.reported || !slot.healthy()) {
      return;
    }
    count++;
    if (event.falseReport()) {
      falseReports++;
    }
    if (entries.size() < KEPT) {
      var finding =
          new RunFinding(
              slot.operationNow(),
              slot.standingName(),
              event.falseReport(),
              word(event.truth),
              maker.of(event, watching));
      entries.add(finding);
      told.accept(finding);
    }
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /** How many of them were about nothing. */
  public long falseReports() {
    return falseReports;
  }

  /** Those that were kept, in order. */
  public List<RunFinding> entries() {
    return List.copyOf(entries);
  }
}
