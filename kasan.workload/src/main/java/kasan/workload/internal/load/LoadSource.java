// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;
import org.jspecify.annotations.Nullable;

/**
 * A load, step by step: what was in use before; then, when there is a tree, all of its files, with
 * what reading them asks for; then the steady load, in the course of which as many files are read
 * as were in use on the recorded machine. Files of the tree that are read again are hits.
 */
final class LoadSource implements EventSource {
  private static final String ANON = "GFP_HIGHUSER_MOVABLE|__GFP_ZERO";
  private static final String PAGE_TABLE = "GFP_KERNEL_ACCOUNT|__GFP_ZERO";
  private static final String RECLAIMABLE = "GFP_KERNEL|__GFP_RECLAIMABLE";
  private static final int PERCENT = 100;

  /** One step: writes some rows; false when it has no more. */
  private interface Step {
    boolean go();
  }

  private final LoadProfile profile;
  private final LoadShape shape;
  private final Machine machine;
  private final SplittableRandom random;
  private final Rows rows = new Rows();
  private final Asking asking;
  private final List<Step> steps = new ArrayList<>();
  private final int jobs;
  private int at;

  /**
   * @param profile of the steady load and of files
   * @param tree of reading a tree, with how many files it was; null when none is read
   */
  LoadSource(
      LoadProfile profile,
      @Nullable TreeProfile tree,
      LoadShape shape,
      Machine machine,
      long seed) {
    this.profile = profile;
    this.shape = shape;
    this.machine = machine;
    random = new SplittableRandom(seed);
    jobs = shape.jobs() == 0 ? machine.cpus() : shape.jobs();
    asking = new Asking(rows, random, shape, jobs, machine.pageBytes(), machine.taskStackBytes());
    addStart();
    if (tree != null && shape.treeMib() > 0) {
      long count = Math.max(1, scaled((shape.treeMib() << 20) / tree.bytesPerFile()));
      double pages = (double) tree.bytesPerFile() / machine.pageBytes();
      var files = new CachedFiles(profile, tree, pages, rows);
      addTree(tree, files, count);
      addSteady(files);
    } else {
      double pages = CachedFiles.cachedPages(profile, machine.pageShift());
      addSteady(new CachedFiles(profile, null, pages, rows));
    }
  }

  private void addStart() {
    Start start = profile.start();
    for (Standing each : profile.standing()) {
      if (!each.files()) {
        addStanding(each, scaled(each.objects()));
      }
    }
    long stacks = scaled(start.stacksKb() / profile.origin().taskStackKb());
    repeat(stacks, () -> asking.request(EventKind.TASK_NEW, 0, 1, ""));
    // processes of the recording held these, and end within its time
    int kbShift = machine.pageShift() - 10;
    long life = profile.requestCount();
    repeat(scaled(start.anonKb() >> kbShift), () -> temporary(ANON, life));
    repeat(scaled(start.pageTablesKb() >> kbShift), () -> temporary(PAGE_TABLE, life));
  }

  private void addStanding(Standing each, long objects) {
    String cache = each.cache();
    if (cache.startsWith("kmalloc-") || cache.startsWith("dma-kmalloc-")) {
      String gfp = cache.startsWith("kmalloc-rcl-") ? RECLAIMABLE : "";
      repeat(objects, () -> asking.request(EventKind.KMALLOC, each.slotBytes(), 0, gfp));
    } else {
      repeat(
          objects,
          () ->
              asking.request(
                  EventKind.CACHE_ALLOC, each.objectBytes(), each.slotBytes(), each.cache()));
    }
  }

  private void temporary(String gfp, long life) {
    asking.ask(EventKind.PAGE_ALLOC, 0, 0, gfp, 1 + random.nextLong(life));
  }

  private void repeat(long times, Runnable request) {
    steps.add(
        new Step() {
          private long left = times;

          @Override
          public boolean go() {
            while (left > 0 && rows.room() > 1) {
              request.run();
              left--;
            }
            return left > 0;
          }
        });
  }

  private void addTree(TreeProfile tree, CachedFiles files, long count) {
    Mix mix = new Mix(tree.on(profile).profile(), false);
    long perFile = Math.max(1, mix.count() / tree.files());
    long nanos = pace(tree.profile()) * tree.profile().requestCount() / Math.max(1, mix.count());
    long recordedCpus = tree.profile().origin().cpus();
    steps.add(
        new Step() {
          private long file;
          private long left = perFile;

          @Override
          public boolean go() {
            while (file < count) {
              if (left == perFile) {
                if (rows.room() <= CachedFiles.MOST_ROWS) {
                  return true;
                }
                files.read(file);
              }
              while (left > 0) {
                if (!asking.freeDue(asking.mostRows()) || rows.room() < asking.mostRows()) {
                  return true;
                }
                rows.pass(nanos);
                asking.next(mix, jobs, recordedCpus);
                left--;
              }
              left = perFile;
              file++;
            }
            return false;
          }
        });
  }

  private void addSteady(CachedFiles files) {
    Mix mix = new Mix(profile, true);
    long nanos = pace(profile);
    long total = shape.seconds() * 1_000_000_000 / nanos;
    long fileCount = scaled(CachedFiles.inodes(profile).objects());
    long recordedCpus = profile.origin().cpus();
    steps.add(
        new Step() {
          private long done;
          private long file;

          @Override
          public boolean go() {
            while (done < total) {
              if (file * total < done * fileCount) {
                if (rows.room() <= CachedFiles.MOST_ROWS) {
                  return true;
                }
                files.read(file++);
              }
              if (!asking.freeDue(asking.mostRows()) || rows.room() < asking.mostRows()) {
                return true;
              }
              rows.pass(nanos);
              asking.next(mix, jobs, recordedCpus);
              done++;
            }
            return false;
          }
        });
  }

  /** Nanoseconds from one request to the next. */
  private long pace(LoadProfile of) {
    long recorded = Math.max(1, of.origin().nanos() / of.requestCount());
    return Math.max(1, recorded * of.origin().cpus() / jobs);
  }

  private long scaled(long figure) {
    long scaled = figure * shape.percent() / PERCENT;
    long recordedKb = profile.origin().memTotalKb();
    if (!shape.ramScaling() || recordedKb == 0) {
      return scaled;
    }
    return (long) ((double) scaled * machine.memTotalKb() / recordedKb);
  }

  @Override
  public boolean next(EventBatch batch) {
    rows.into(batch);
    while (at < steps.size()) {
      if (!steps.get(at).go()) {
        at++;
      } else if (rows.size() > 0) {
        return true;
      }
    }
    return rows.size() > 0;
  }

  @Override
  public String name(int number) {
    return rows.name(number);
  }

  @Override
  public long lostEvents() {
    return 0;
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return Collections.emptySortedMap();
  }

  @Override
  public void close() {
    // holds nothing
  }
}
