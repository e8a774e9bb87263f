// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import kasan.api.workload.EventKind;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;

/**
 * What was in use before, asked for at the time 0: objects by cache, among them others for the
 * slots that were unused, which are freed in the end, so that slabs are as full as they were;
 * stacks; pages of processes and page tables, which go within the time of the recording; and files,
 * where the profile has them there from the start.
 */
final class StartOfLoad {
  private static final String ANON = "GFP_HIGHUSER_MOVABLE|__GFP_ZERO";
  private static final String PAGE_TABLE = "GFP_KERNEL_ACCOUNT|__GFP_ZERO";
  private static final String RECLAIMABLE = "GFP_KERNEL|__GFP_RECLAIMABLE";

  /** Unused slots of one cache that lie among the slots of one file, at the most. */
  private static final int MOST_UNUSED = 100;

  private final LoadProfile profile;
  private final Rows rows;
  private final Asking asking;
  private final SplittableRandom random;
  private final LongUnaryOperator scaled;
  private long[] spares = new long[1 << 10];
  private boolean[] kmalloced = new boolean[1 << 10];
  private int spareCount;

  /**
   * @param scaled what becomes of a count of the profile
   */
  StartOfLoad(
      LoadProfile profile,
      Rows rows,
      Asking asking,
      SplittableRandom random,
      LongUnaryOperator scaled) {
    this.profile = profile;
    this.rows = rows;
    this.asking = asking;
    this.random = random;
    this.scaled = scaled;
  }

  /** Adds its steps. */
  void addTo(List<Step> steps, CachedFiles files, int pageShift) {
    Start start = profile.start();
    for (Standing each : profile.standing()) {
      if (!each.files()) {
        addObjects(steps, each, each.objects(), each.unused(), false);
      }
    }
    if (start.filesFirst()) {
      addFiles(steps, files);
    }
    long stacks = start.stacksKb() / profile.origin().taskStackKb();
    repeat(steps, stacks, () -> asking.request(EventKind.TASK_NEW, 0, 1, ""));
    // processes of the recording held these, and end within its time
    int kbShift = pageShift - 10;
    long life = profile.requestCount();
    repeat(steps, start.anonKb() >> kbShift, () -> temporary(ANON, life));
    repeat(steps, start.pageTablesKb() >> kbShift, () -> temporary(PAGE_TABLE, life));
    steps.add(this::freeSpares);
  }

  /** Files with all that belongs to them, then what belongs to none of them. */
  private void addFiles(List<Step> steps, CachedFiles files) {
    long recorded = CachedFiles.inodes(profile).objects();
    long count = scaled.applyAsLong(recorded);
    var between = new ArrayList<Standing>();
    for (Standing each : profile.standing()) {
      if (each.unused() > 0 && files.objectsOf(each, recorded) > 0) {
        between.add(each);
      }
    }
    steps.add(
        Step.each(
            rows,
            count,
            CachedFiles.MOST_ROWS + MOST_UNUSED * between.size(),
            file -> {
              files.read(file);
              between.forEach(each -> addUnused(each, file, count));
            }));
    for (Standing each : profile.standing()) {
      if (each.files()) {
        long left = Math.max(0, each.objects() - files.objectsOf(each, recorded));
        addObjects(steps, each, left, between.contains(each) ? 0 : each.unused(), true);
      }
    }
  }

  /** Slots that nothing is in lie among those of the files: this file's part of them. */
  private void addUnused(Standing each, long file, long files) {
    double perFile = Math.min((double) scaled.applyAsLong(each.unused()) / files, MOST_UNUSED);
    for (long n = CachedFiles.share(file, perFile); n > 0; n--) {
      addSpare(
          asking.request(EventKind.CACHE_ALLOC, each.objectBytes(), each.slotBytes(), each.cache()),
          false);
    }
  }

  private void addObjects(
      List<Step> steps, Standing each, long objects, long unused, boolean cached) {
    long kept = scaled.applyAsLong(objects);
    long ended = scaled.applyAsLong(each.ended());
    var draw = new StandingObjects(each, kept, ended, scaled.applyAsLong(unused), cached);
    int rowsOfOne = draw.left == kept && !cached ? 1 : 2;
    steps.add(Step.each(rows, draw.left, rowsOfOne, done -> draw.next()));
  }

  /** Objects of one cache in any order: those that stay, those that end, and spares. */
  private final class StandingObjects {
    private final Standing cache;
    private final boolean cached;
    private final boolean kmalloc;
    private final String name;
    private long keep;
    private long end;
    private long left;

    StandingObjects(Standing cache, long keep, long end, long spares, boolean cached) {
      this.cache = cache;
      this.cached = cached;
      this.keep = keep;
      this.end = end;
      left = keep + end + spares;
      String word = cache.cache();
      kmalloc = word.startsWith("kmalloc-") || word.startsWith("dma-kmalloc-");
      String gfp = word.startsWith("kmalloc-rcl-") ? RECLAIMABLE : "";
      name = kmalloc ? gfp : word;
    }

    void next() {
      long dice = keep == left ? 0 : random.nextLong(left);
      left--;
      if (dice >= keep && dice < keep + end) {
        end--;
        asking.ask(kind(), bytes(), slot(), name, life());
        return;
      }
      long handle = asking.request(kind(), bytes(), slot(), name);
      if (dice >= keep) {
        addSpare(handle, kmalloc);
      } else {
        keep--;
        if (cached) {
          rows.evictable(handle, 0);
        }
      }
    }

    private EventKind kind() {
      return kmalloc ? EventKind.KMALLOC : EventKind.CACHE_ALLOC;
    }

    private long bytes() {
      return kmalloc ? cache.slotBytes() : cache.objectBytes();
    }

    private long slot() {
      return kmalloc ? 0 : cache.slotBytes();
    }

    private long life() {
      long dice = random.nextLong(cache.ended());
      int bucket = 0;
      for (long sum = cache.lives().get(0); sum <= dice; sum += cache.lives().get(bucket)) {
        bucket++;
      }
      return (1L << bucket) + random.nextLong(1L << bucket);
    }
  }

  private void addSpare(long handle, boolean kmalloc) {
    if (spareCount == spares.length) {
      spares = Arrays.copyOf(spares, 2 * spareCount);
      kmalloced = Arrays.copyOf(kmalloced, 2 * spareCount);
    }
    spares[spareCount] = handle;
    kmalloced[spareCount++] = kmalloc;
  }

  private boolean freeSpares() {
    while (spareCount > 0 && rows.room() > 1) {
      spareCount--;
      rows.free(kmalloced[spareCount] ? EventKind.KFREE : EventKind.CACHE_FREE, spares[spareCount]);
    }
    return spareCount > 0;
  }

  private void temporary(String gfp, long life) {
    asking.ask(EventKind.PAGE_ALLOC, 0, 0, gfp, 1 + random.nextLong(life));
  }

  private void repeat(List<Step> steps, long times, Runnable request) {
    steps.add(Step.each(rows, scaled.applyAsLong(times), 1, done -> request.run()));
  }
}
