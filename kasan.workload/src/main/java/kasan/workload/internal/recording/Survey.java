// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.util.Set;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.trace.Dialect;
import kasan.workload.internal.trace.TraceText;

/** A look at the events before they are replayed, for what they tell of the machine. */
final class Survey {
  /** Events enough for a machine that /proc describes, when they settle where the map starts. */
  private static final int MAX_BATCHES = 64;

  final DirectMapBase directMap = new DirectMapBase();
  private int headerCpus;
  private int highestCpu = -1;
  private long highestPfn = -1;
  private boolean anyEvent;

  /**
   * Reads events.
   *
   * @param sizeKnown whether /proc tells the size of the machine; else all pfns are looked at
   * @param cpusKnown whether /proc tells its CPUs; else all events are, if the first lines do not
   */
  static Survey of(
      RecordingInput input, String member, Dialect dialect, boolean sizeKnown, boolean cpusKnown)
      throws IOException {
    var survey = new Survey();
    var batch = new EventBatch();
    try (TraceText text =
        new TraceText(input.open(member), input.label(member), dialect, Set.of())) {
      int batches = 0;
      boolean more = text.next(batch);
      boolean whole = !sizeKnown || (text.cpus() == 0 && !cpusKnown);
      while (more) {
        survey.look(batch);
        batches++;
        boolean enough = survey.directMap.settled() || batches == MAX_BATCHES;
        more = (whole || !enough) && text.next(batch);
      }
      survey.headerCpus = text.cpus();
    }
    return survey;
  }

  private void look(EventBatch batch) {
    directMap.look(batch);
    for (int i = 0; i < batch.size; i++) {
      anyEvent = true;
      highestCpu = Math.max(highestCpu, batch.cpu[i]);
      EventKind kind = batch.kind[i];
      if (kind == EventKind.PAGE_ALLOC
          || kind == EventKind.PAGE_FREE
          || kind == EventKind.PAGE_DRAIN) {
        long last = batch.address[i] + (1L << batch.extra[i]) - 1;
        highestPfn = Math.max(highestPfn, last);
      }
    }
  }

  boolean anyEvent() {
    return anyEvent;
  }

  /** CPUs, as the first lines tell; 0 when they do not. */
  int headerCpus() {
    return headerCpus;
  }

  /** CPUs, as far as events happened on them. */
  int seenCpus() {
    return highestCpu + 1;
  }

  /** The highest pfn of a page event; -1 when there is none. */
  long highestPfn() {
    return highestPfn;
  }
}
