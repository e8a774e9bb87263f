// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;

/**
 * The books of one trace: makes rows and counts what gives none, so that their sum is the number of
 * events.
 *
 * <p>Losses that are told before the first event wait for it, since nothing else says when they
 * happened. One thread; others may ask for {@link #lost()}.
 */
public final class Tally {
  /** The most CPUs of any kernel: CONFIG_NR_CPUS ends here. */
  public static final int MOST_CPUS = 1 << 13;

  /** The same free has an event of its own. */
  public static final String BATCHED = "mm_page_free_batched repeats mm_page_free";

  /** Means nothing. */
  public static final String FREE_OF_NULL = "kfree of null";

  /** Means nothing. */
  public static final String FREE_OF_ZERO_SIZE = "kfree of ZERO_SIZE_PTR";

  /** Means nothing. */
  public static final String CACHE_FREE_OF_NULL = "kmem_cache_free of null";

  /** Nothing was handed out. */
  public static final String FAILED_KMALLOC = "failed kmalloc";

  /** Nothing was handed out. */
  public static final String FAILED_CACHE_ALLOC = "failed kmem_cache_alloc";

  /** Nothing was handed out. */
  public static final String FAILED_PAGE_ALLOC = "failed page allocation";

  /** Nothing was handed out. */
  public static final String FAILED_VMAP = "failed alloc_vmap_area";

  /** Begins the name of an event that says nothing about memory that we model. */
  public static final String OTHER_EVENT = "other event: ";

  private static final long NO_TIME = Long.MIN_VALUE;

  private final TreeMap<String, long[]> passedOver = new TreeMap<>();
  private final TreeMap<String, long[]> besides = new TreeMap<>();
  private final long[] early = new long[MOST_CPUS];
  private int earlyCpus;
  private long lost;
  private volatile long publishedLost;
  private long now = NO_TIME;
  private long latest = NO_TIME;
  private long backwards;
  private long furthestBack;

  /** Adds a row that happens now; the caller fills in the rest. */
  public int row(EventKind kind, int cpu, int pid, EventBatch out) {
    return out.add(kind, now, cpu, pid);
  }

  /** Rows that the next event may need, its own included. */
  public int room() {
    return 1 + earlyCpus;
  }

  /**
   * Notes the time of an event, before its row is made.
   *
   * @return whether it is no earlier than those before
   */
  public boolean at(long nanos, EventBatch out) {
    boolean forward = nanos >= latest;
    if (!forward) {
      backwards++;
      furthestBack = Math.max(furthestBack, latest - nanos);
    } else {
      latest = nanos;
    }
    now = nanos;
    if (earlyCpus > 0) {
      flush(out);
    }
    return forward;
  }

  private void flush(EventBatch out) {
    for (int cpu = 0; cpu < MOST_CPUS && earlyCpus > 0; cpu++) {
      if (early[cpu] > 0) {
        lostRow(early[cpu], cpu, out);
        early[cpu] = 0;
        earlyCpus--;
      }
    }
  }

  /** Notes that events are missing here; before the first event, they wait for it. */
  public void lost(long events, int cpu, EventBatch out) {
    lost += events;
    publishedLost = lost;
    if (now != NO_TIME) {
      lostRow(events, cpu, out);
    } else {
      int where = earlyCpus < EventBatch.CAPACITY / 2 && cpu >= 0 && cpu < MOST_CPUS ? cpu : 0;
      earlyCpus += early[where] == 0 && events > 0 ? 1 : 0;
      early[where] += events;
    }
  }

  private void lostRow(long events, int cpu, EventBatch out) {
    out.bytes[row(EventKind.LOST, cpu, 0, out)] = events;
  }

  /** Events that are missing; other threads may ask. */
  public long lost() {
    return publishedLost;
  }

  /** Counts an event that gives no row. */
  public void passOver(String reason) {
    passOver(reason, 1);
  }

  /** Counts events that give no row. */
  public void passOver(String reason, long events) {
    passedOver.computeIfAbsent(reason, r -> new long[1])[0] += events;
  }

  /** Counts events that say nothing about memory that we model. */
  public void other(String event, long events) {
    passOver(OTHER_EVENT + event, events);
  }

  /** Counts something in the trace that is no event. */
  public void besides(String what) {
    besides.computeIfAbsent(what, w -> new long[1])[0]++;
  }

  /** What was read and not turned into a row. */
  public SortedMap<String, Long> passedOver() {
    return counts(passedOver);
  }

  /** What was read and is no event. */
  public SortedMap<String, Long> besides() {
    return counts(besides);
  }

  private static SortedMap<String, Long> counts(SortedMap<String, long[]> from) {
    var counts = new TreeMap<String, Long>();
    from.forEach((reason, count) -> counts.put(reason, count[0]));
    return counts;
  }

  /** Events that are earlier than one before them. */
  public long backwards() {
    return backwards;
  }

  /** What was odd. */
  public List<String> notes() {
    var notes = new ArrayList<String>();
    if (backwards > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "time goes backwards: %,d %s earlier than one before, by up to %,d.%06d s; the order"
                  + " of the trace is kept",
              backwards,
              backwards == 1 ? "event is" : "events are",
              furthestBack / 1_000_000_000,
              furthestBack / 1_000 % 1_000_000));
    }
    return notes;
  }
}
