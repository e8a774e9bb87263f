// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.run.Swap;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.internal.bill.BillTree;
import kasan.lab.internal.bill.Works;
import org.jspecify.annotations.Nullable;

/** The bill of one shadow, for the time that it stood on the kernel of a run. */
public final class ShadowBill {
  private static final String FAILED = "failed";

  private final String name;
  private final boolean contender;
  private @Nullable AttachedShadow shadow;
  private final long fromOperation;
  private final Footprint start;
  private final Work built;
  private Work notItsOwn = Works.NONE;
  private String status = "ok";
  private @Nullable String reason;
  private @Nullable Footprint end;
  private @Nullable Work total;
  private @Nullable Verdicts verdicts;
  private long toOperation;
  private long brokenEntries;

  /** Begins, when the shadow has just been built. */
  ShadowBill(SchemeChoice candidate, AttachedShadow shadow, long atOperation) {
    this.name = candidate.name();
    this.contender = candidate.description().contender();
    this.shadow = shadow;
    this.fromOperation = atOperation;
    this.start = shadow.footprint();
    this.built = shadow.work();
  }

  /** Name of its scheme. */
  public String name() {
    return name;
  }

  /** What the shadow takes now; in the end when it stands no more. */
  long nowKb() {
    AttachedShadow standing = shadow;
    Footprint now = standing == null ? end : standing.footprint();
    return now == null ? 0 : now.totalKb();
  }

  Footprint start() {
    return start;
  }

  Work built() {
    return built;
  }

  /** Takes work that somebody else had the shadow do, such as an audit, off its bill. */
  void takeOff(Work work) {
    notItsOwn = Works.sum(notItsOwn, work);
  }

  /** The scheme failed; it is not called again. */
  void failed(String why) {
    status = FAILED;
    reason = why;
  }

  /** The shadow claims what is not true. */
  void unsound(String why) {
    status = Swap.Status.UNSOUND.word();
    reason = why;
  }

  /** The end, or a look at what it is so far. */
  void readAt(long operation, @Nullable Verdicts judged) {
    AttachedShadow standing = shadow;
    if (standing == null) {
      return;
    }
    end = standing.footprint();
    total = Works.minus(standing.work(), notItsOwn);
    toOperation = operation;
    brokenEntries = standing.brokenEntries();
    verdicts = status.equals(FAILED) ? null : judged;
  }

  /** Another stands now: keeps the bill, and nothing of the shadow. */
  void over() {
    shadow = null;
  }

  /** For machines: as a row of {@code compare}, with the time it stood and how it judged. */
  public Map<String, @Nullable Object> tree(BillTree bills) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("scheme", name);
    row.put("status", status);
    row.put("reason", reason);
    row.put("contender", contender);
    row.put("fromOperation", fromOperation);
    row.put("toOperation", toOperation);
    row.put("memory", bills.memory(start, end));
    row.put(
        "blocks",
        bills.blocks(
            start.mappedPages(),
            end == null ? null : end.mappedPagesPeak(),
            end == null ? null : end.mappedPages()));
    row.put("work", bills.work(total, built));
    row.put("build", bills.work(built, null));
    row.put("brokenEntries", brokenEntries);
    row.put("verdicts", verdicts());
    return row;
  }

  private @Nullable Map<String, @Nullable Object> verdicts() {
    if (verdicts == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("found", verdicts.found());
    tree.put("clean", verdicts.clean());
    tree.put("missed", verdicts.missedInAll());
    Map<String, @Nullable Object> reasons = new LinkedHashMap<>();
    for (Map.Entry<MissReason, Long> missed : new TreeMap<>(verdicts.missed()).entrySet()) {
      reasons.put(missed.getKey().word().toLowerCase(Locale.ROOT), missed.getValue());
    }
    tree.put("missedBy", reasons);
    tree.put("falseReports", verdicts.falseReports());
    tree.put("unknown", verdicts.unknown());
    return tree;
  }
}
