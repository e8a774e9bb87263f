// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.finding.Access;
import kasan.api.finding.DumpInfo;
import kasan.api.finding.Finding;
import kasan.api.finding.FindingTree;
import kasan.api.finding.MemoryState;
import kasan.api.kernel.AccessJudge;
import kasan.api.scheme.Shadow;
import org.jspecify.annotations.Nullable;

/**
 * What was reported in a run, with the truth beside it. The first {@value #KEPT} are kept whole,
 * all are counted.
 */
final class FindingLog implements AccessJudge {
  private static final int KEPT = 1000;
  private static final int ROWS_AROUND = 2;
  private static final int ROW_BYTES = 16;
  private static final int LONGEST_COMM = 15;

  private final Seat seat;
  private final String comm;
  private final List<Entry> entries = new ArrayList<>();
  private long count;
  private long falseReports;

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
    this.comm = program.substring(0, Math.min(program.length(), LONGEST_COMM));
  }

  @Override
  public void judged(Judgement event) {
    if (!event.reported || !seat.healthy()) {
      return;
    }
    count++;
    if (!event.bug()) {
      falseReports++;
    }
    if (entries.size() < KEPT) {
      entries.add(
          new Entry(
              seat.operationNow(),
              seat.standingName(),
              !event.bug(),
              event.truth.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              finding(event)));
    }
  }

  private Finding finding(Judgement event) {
    Access.Kind kind =
        switch (event.act) {
          case READ -> Access.Kind.READ;
          case WRITE -> Access.Kind.WRITE;
          case FREE -> Access.Kind.FREE;
        };
    String name = event.bugClass == null ? "unknown-crash" : event.bugClass;
    return Finding.of(name)
        .access(new Access(kind, event.bytes, event.address, comm, 1))
        .info(new DumpInfo(event.cpu, null, 1, comm, false, null, "modelled", "", List.of()))
        .memoryState(shadowAround(event.address))
        .build();
  }

  private @Nullable MemoryState shadowAround(long address) {
    int granule = Math.max(1, seat.granuleBytes());
    Shadow shadow = seat.shadow();
    if (shadow.shadowByte(address) < 0) {
      return null;
    }
    long stride = (long) ROW_BYTES * granule;
    long first = (address & -stride) - ROWS_AROUND * stride;
    var rows = new ArrayList<MemoryState.Row>();
    for (int row = 0; row <= 2 * ROWS_AROUND; row++) {
      long start = first + row * stride;
      byte[] bytes = new byte[ROW_BYTES];
      boolean there = true;
      for (int i = 0; i < ROW_BYTES; i++) {
        int value = shadow.shadowByte(start + (long) i * granule);
        there &= value >= 0;
        bytes[i] = (byte) value;
      }
      if (there) {
        rows.add(new MemoryState.Row(start, bytes));
      }
    }
    return rows.isEmpty() ? null : new MemoryState(granule, address, rows);
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
