// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * A load, step by step: what was in use before; then, when there is a tree, all of its files, with
 * what reading them asks for; then the steady load, in the course of which as many files are read
 * as were in use on the recorded machine. Files of the tree that are read again are hits.
 */
final class LoadSource implements EventSource {
  private static final int PERCENT = 100;

  private final LoadProfile profile;
  private final LoadShape shape;
  private final Machine machine;
  private final SplittableRandom random;
  private final Rows rows = new Rows();
  private final Asking asking;
  private final List<Step> steps = new ArrayList<>();
  private final int jobs;
  private int at;
  private double steadyShare;

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
    var start = new StartOfLoad(profile, rows, asking, random, this::scaled);
    if (tree != null && shape.treeMib() > 0) {
      long count = Math.max(1, scaled((shape.treeMib() << 20) / tree.bytesPerFile()));
      double pages = (double) tree.bytesPerFile() / machine.pageBytes();
      var files = new CachedFiles(profile, tree, pages, rows);
      start.addTo(steps, files, machine.pageShift());
      addTree(tree, files, count);
      addSteady(files);
    } else {
      double pages = CachedFiles.cachedPages(profile, machine.pageShift());
      var files = new CachedFiles(profile, null, pages, rows);
      start.addTo(steps, files, machine.pageShift());
      addSteady(files);
    }
  }

  private void addTree(TreeProfile tree, CachedFiles files, long count) {
    Mix mix = new Mix(tree.on(profile).profile(), false);
    Opening opening = tree.on(profile).opening(shape.pathNames(), shape.opens());
    long perFile = Math.max(1, mix.count() / tree.files());
    long nanos = pace(tree.profile()) * tree.profile().requestCount() / Math.max(1, mix.count());
    long recordedCpus = tree.profile().origin().cpus();
    steps.add(
        new Step() {
          private long file;
          private long left;
          private List<Opening.Part> more = List.of();

          @Override
          public boolean go() {
            while (file < count) {
              if (left == 0) {
                if (rows.room() <= CachedFiles.MOST_ROWS) {
                  return true;
                }
                files.read(file);
                more = opening.parts(file);
                left = perFile + more.size();
              }
              while (left > 0) {
                if (!asking.freeDue(asking.mostRows()) || rows.room() < asking.mostRows()) {
                  return true;
                }
                rows.pass(nanos);
                if (left <= more.size()) {
                  Opening.Part part = more.get(more.size() - (int) left);
                  asking.one(part.request(), part.life());
                } else {
                  asking.next(mix, jobs, recordedCpus);
                }
                left--;
              }
              file++;
            }
            return false;
          }
        });
  }

  /** Nobody knows how long it takes to read a tree. */
  @Override
  public double share() {
    return shape.treeMib() > 0 ? -1 : steadyShare;
  }

  private void addSteady(CachedFiles files) {
    Mix mix = new Mix(profile, true);
    long nanos = pace(profile);
    long total = shape.nanos() / nanos;
    long fileCount =
        profile.start().filesFirst() ? 0 : scaled(CachedFiles.inodes(profile).objects());
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
              steadyShare = (double) done / total;
              if (!asking.freeDue(asking.mostRows()) || rows.room() < asking.mostRows()) {
                return true;
              }
              rows.pass(nanos);
              asking.next(mix, jobs, recordedCpus);
              done++;
            }
            steadyShare = 1;
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
  public void close() {
    // holds nothing
  }
}
