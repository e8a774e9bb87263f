// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.Arrays;
import kasan.api.workload.PageFlags;
import kasan.kernel.internal.truth.PageMap.SlabWatch;

/**
 * What happened to slab pages while a snapshot was read, and when the snapshot read each page.
 *
 * <p>The reader of /proc/kpageflags goes through the frames in order, at an even pace; when it
 * began and ended is not known but for the marks around all of the reading. These two times are
 * chosen for the least disagreement between model and snapshot over the pages that changed
 * meanwhile: two numbers against hundreds or thousands of pages.
 */
final class SnapshotPace implements SlabWatch {
  private static final int INDEX_BITS = 26;
  private static final int MOST_STEPS = 96;
  private static final int REFINEMENTS = 6;
  private static final long MOST_LOOKS = 100_000_000;

  private final long frames;
  private final long markedFrom;
  private long now;
  private boolean ended;
  private int count;
  private long[] nanos = new long[1024];
  private long[] changes = new long[1024];

  /**
   * Two times and how many of the pages that changed meanwhile disagree with them.
   *
   * @param from when the first page was read
   * @param to when the last page was read
   * @param missing pages that were not slab when they were read, as far as the model knows, but by
   *     the snapshot
   * @param extra pages of which it is the other way round
   */
  record Fit(long from, long to, long missing, long extra) {
    long wrong() {
      return missing + extra;
    }
  }

  SnapshotPace(long frames, long markedFrom) {
    this.frames = frames;
    this.markedFrom = markedFrom;
    this.now = markedFrom;
  }

  /** Time of what changes next. */
  void at(long time) {
    now = time;
  }

  /** What changes from here on, the snapshot cannot have seen. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void changed(long pfn, boolean slab) {
    if (ended || pfn >= frames || count == 1 << INDEX_BITS) {
      return;
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
      changes = Arrays.copyOf(changes, count * 2);
    }
    nanos[count] = now;
    changes[count] = pfn << 1 | (slab ? 1 : 0);
    count++;
  }

  private void sortByPageThenTime() {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = changes[i] >>> 1 << INDEX_BITS | i;
    }
    Arrays.sort(keys);
    long[] sortedNanos = new long[count];
    long[] sortedChanges = new long[count];
    for (int i = 0; i < count; i++) {
      int from = (int) keys[i] & (1 << INDEX_BITS) - 1;
      sortedNanos[i] = nanos[from];
      sortedChanges[i] = changes[from];
    }
    nanos = sortedNanos;
    changes = sortedChanges;
  }

  /** The pages that changed while the snapshot was read, ascending. */
  long[] pages() {
    sortByPageThenTime();
    long[] pages = new long[count];
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      long pfn = changes[i] >>> 1;
      if (distinct == 0 || pages[distinct - 1] != pfn) {
        pages[distinct++] = pfn;
      }
    }
    return Arrays.copyOf(pages, distinct);
  }

  /** Finds the pace that agrees best with the snapshot; of equals the earliest. */
  Fit fit(PageFlags snapshot) {
    sortByPageThenTime();
    boolean[] slab = new boolean[count];
    for (int i = 0; i < count; i++) {
      slab[i] = (snapshot.at(changes[i] >>> 1) & StartState.SLAB) != 0;
    }
    long end = now;
    long looks = Math.max(1, MOST_LOOKS / Math.max(1, count));
    long steps = Math.max(4, Math.min(MOST_STEPS, (long) Math.sqrt(2.0 * looks)));
    long step = Math.max(1, (end - markedFrom) / steps);
    Fit best = judge(markedFrom, end, slab);
    for (long from = markedFrom; from <= end; from += step) {
      for (long to = from; to <= end; to += step) {
        best = better(best, from, to, slab);
      }
    }
    for (int i = 0; i < REFINEMENTS; i++) {
      step = Math.max(1, step / 2);
      Fit around = best;
      for (int f = -2; f <= 2; f++) {
        for (int t = -2; t <= 2; t++) {
          long from = around.from + f * step;
          long to = around.to + t * step;
          if (from >= markedFrom && to >= from && to <= end) {
            best = better(best, from, to, slab);
          }
        }
      }
    }
    return best;
  }

  private Fit better(Fit best, long from, long to, boolean[] slab) {
    Fit fit = judge(from, to, slab);
    return fit.wrong() < best.wrong() ? fit : best;
  }

  private Fit judge(long from, long to, boolean[] slab) {
    long missing = 0;
    long extra = 0;
    double pace = (double) (to - from) / frames;
    for (int i = 0; i < count; ) {
      long pfn = changes[i] >>> 1;
      long read = from + (long) (pace * pfn);
      boolean model = (changes[i] & 1) == 0;
      boolean recorded = slab[i];
      for (; i < count && changes[i] >>> 1 == pfn; i++) {
        if (nanos[i] <= read) {
          model = (changes[i] & 1) != 0;
        }
      }
      if (recorded && !model) {
        missing++;
      } else if (model && !recorded) {
        extra++;
      }
    }
    return new Fit(from, to, missing, extra);
  }
}
