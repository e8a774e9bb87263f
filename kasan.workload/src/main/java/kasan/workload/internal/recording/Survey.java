// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.workload.internal.events.Rewound;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceStream;
import org.jspecify.annotations.Nullable;

/** A look at the events before they are replayed, for what they tell of the machine. */
final class Survey {
  private static final int SHOWN_NAMES = 5;

  /** Events enough for a machine that /proc describes, when they settle where the map starts. */
  private static final int MAX_BATCHES = 64;

  /** What the batches that are looked at carry, for a replay that wants the same. */
  private static final Set<EventField> WANTED = Set.of(EventField.CACHE_NAME);

  /** Fields that cost something to read and were not. */
  private static final Set<EventField> LEFT_OUT = Set.of(EventField.PID, EventField.GFP);

  final DirectMapBase directMap;
  private int headerCpus;
  private int highestCpu = -1;
  private long highestPfn = -1;
  private boolean anyEvent;
  private long marks;
  private SortedMap<String, Long> passedOver = Collections.emptySortedMap();
  private long lost;
  private @Nullable EventSource source;

  private Survey(KnownKernels kernels) {
    this.directMap = new DirectMapBase(kernels);
  }

  /**
   * Reads events: all of them where /proc does not tell the size of the machine, or where neither
   * it nor the first lines tell its CPUs.
   */
  static Survey of(TraceFile trace, RecordedMachine recorded, KnownKernels kernels) {
    var survey = new Survey(kernels);
    TraceStream text = trace.events(WANTED);
    var source = new Rewound(trace.ahead(text));
    boolean kept = false;
    try {
      boolean cpusKnown = recorded.knownCpus() > 0; // /proc is read while events are
      kept = survey.look(source, text, recorded.sizeKnown(), cpusKnown);
    } finally {
      if (!kept) {
        source.close();
      }
    }
    survey.source = kept ? source : null;
    return survey;
  }

  /**
   * Looks at the first events of a machine that runs, of which /proc tells the rest.
   *
   * @param source keeps what is looked at
   */
  static Survey ofRunning(Rewound source, TraceStream trace, KnownKernels kernels) {
    var survey = new Survey(kernels);
    survey.look(source, trace, true, true);
    return survey;
  }

  /** Where there are no events to look at. */
  static Survey none(KnownKernels kernels) {
    return new Survey(kernels);
  }

  /** Whether what was read for a survey serves who wants these fields. */
  static boolean serves(Set<EventField> wanted) {
    return wanted.containsAll(WANTED) && Collections.disjoint(wanted, LEFT_OUT);
  }

  /** Returns whether all that was looked at was kept: not so for a look at the whole trace. */
  private boolean look(Rewound source, TraceStream text, boolean sizeKnown, boolean cpusKnown) {
    var batch = new EventBatch();
    boolean more = source.peek(batch);
    headerCpus = more ? text.cpus() : 0;
    boolean whole = !sizeKnown || (headerCpus == 0 && !cpusKnown);
    int batches = 0;
    if (!more) {
      atEnd(source);
    }
    while (more) {
      look(batch);
      batches++;
      if (batches < MAX_BATCHES) {
        boolean enough = !whole && directMap.settled();
        if (enough) {
          return true;
        }
        more = source.peek(batch);
      } else {
        if (!whole) {
          return true;
        }
        source.forget();
        more = source.next(batch);
      }
      if (!more) {
        atEnd(source);
      }
    }
    return batches < MAX_BATCHES || !whole;
  }

  private void atEnd(EventSource source) {
    passedOver = source.passedOver();
    lost = source.lostEvents();
  }

  private void look(EventBatch batch) {
    directMap.look(batch);
    for (int i = 0; i < batch.size; i++) {
      if (batch.kind[i] == EventKind.MARK) {
        marks++;
      } else if (batch.kind[i] != EventKind.LOST) {
        anyEvent = true;
      }
      highestCpu = Math.max(highestCpu, batch.cpu[i]);
      EventKind kind = batch.kind[i];
      if (kind == EventKind.PAGE_ALLOC
          || kind == EventKind.PAGE_FREE
          || kind == EventKind.PAGE_DRAIN) {
        long last = batch.address[i] + (1L << batch.order[i]) - 1;
        highestPfn = Math.max(highestPfn, last);
      }
    }
  }

  /** The trace from its first event on, as far as it was kept; to be closed by who takes it. */
  @Nullable EventSource source() {
    return source;
  }

  /** Closes the source; nobody will take it. */
  void leave() {
    close();
    source = null;
  }

  /** Closes the source, for who does not take it. */
  void close() {
    if (source != null) {
      source.close();
    }
  }

  /**
   * Refuses a trace that tells nothing about memory, by what it has.
   *
   * @param label names it
   */
  void checkEvents(String label) {
    if (anyEvent) {
      return;
    }
    long events = marks;
    var names = new ArrayList<String>();
    for (var entry : passedOver.entrySet()) {
      events += entry.getValue();
      String name = entry.getKey();
      names.add(
          name.startsWith(Tally.OTHER_EVENT) ? name.substring(Tally.OTHER_EVENT.length()) : name);
    }
    if (marks > 0) {
      names.add("marks");
    }
    if (events == 0) {
      throw new BadInputException(
          label
              + ": no events in it"
              + (lost == 0 ? "" : String.format(Locale.ROOT, ", only %,d that were lost", lost)));
    }
    String shown =
        String.join(", ", names.subList(0, Math.min(names.size(), SHOWN_NAMES)))
            .replaceAll("[^ -~]", "?");
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "%s: %,d %s (%s%s), none of it about memory; expected events of kmem: kmalloc, kfree,"
                + " kmem_cache_alloc, kmem_cache_free, mm_page_alloc, mm_page_free",
            label,
            events,
            events == 1 ? "event" : "events",
            shown,
            names.size() > SHOWN_NAMES ? ", ..." : ""));
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
