// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.option.Options;
import kasan.api.report.Result;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.lab.api.CompareListener;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Progress;
import kasan.lab.api.SchemeCoverage;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.bill.Timeline;

/**
 * One comparison: one replay of a recording on one kernel that carries the shadows of all entrants
 * at once, so that all see the same events. One thread, behind a wall; a source may read ahead in
 * its own.
 */
public final class Comparison {
  private static final Set<EventField> WANTED =
      EnumSet.of(
          EventField.CACHE_NAME,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC,
          EventField.ACCESSES);

  private final Inventory inventory;
  private final CheckedPlan plan;
  private final Progress progress;
  private final Detection detection;
  private final Wall wall;
  private final Sampler sampler;
  private final OracleBound oracle = new OracleBound();
  private final List<Measured> entrants = new ArrayList<>();

  private Comparison(
      Inventory inventory,
      CheckedPlan plan,
      Progress progress,
      CompareListener listener,
      Detection detection,
      Wall wall,
      Map<String, ForeignFailure> failed) {
    this.wall = wall;
    this.detection = detection;
    this.inventory = inventory;
    this.plan = plan;
    this.progress = progress;
    for (Entrant entrant : plan.entrants()) {
      entrants.add(new Measured(entrant, failed.get(entrant.name())));
    }
    this.sampler = new Sampler(listener, System::nanoTime, entrants);
  }

  /**
   * Checks a plan and runs it.
   *
   * @throws BadInputException when plan or input cannot be used
   * @throws CancellationException when the thread is interrupted
   */
  public static Result run(Inventory inventory, ComparePlan plan, Progress progress) {
    return run(inventory, plan, progress, CompareListener.NONE, List.of());
  }

  /**
   * As above, telling beside it how many bugs schemes find.
   *
   * @param listener is told how it stands
   * @param coverage what the suite is known to come to
   */
  public static Result run(
      Inventory inventory,
      ComparePlan plan,
      Progress progress,
      CompareListener listener,
      List<SchemeCoverage> coverage) {
    var detection = new Detection(coverage);
    Map<String, ForeignFailure> failed = new TreeMap<>();
    while (true) {
      var wall = new Wall(plan.hangSeconds());
      try {
        return wall.run(
            "compare",
            () -> {
              CheckedPlan checked = PlanCheck.check(inventory, plan, failed);
              try (Recording recording =
                  checked.input().open(inventory.someRecordings(), false, checked.machine())) {
                if (plan.arch().isEmpty() && isOfOther(recording, checked)) {
                  checked = PlanCheck.check(inventory, plan.on(recording.arch()), failed);
                }
                return new Comparison(
                        inventory, checked, progress, listener, detection, wall, failed)
                    .run(recording);
              }
            });
      } catch (ForeignFailure e) {
        leaveOut(e, inventory, failed);
      }
    }
  }

  /**
   * Code that does not come back has the thread of the comparison, in the middle of an event. So
   * that the others are measured as if it had not been there, all begins anew without it.
   */
  private static void leaveOut(
      ForeignFailure failure, Inventory inventory, Map<String, ForeignFailure> failed) {
    if (failure.hung()) {
      for (String scheme : inventory.schemes().names()) {
        if (failure.who().equals(SchemeCalls.who(scheme)) && failed.put(scheme, failure) == null) {
          return;
        }
      }
    }
    throw new BadInputException(String.valueOf(failure.getMessage()), failure);
  }

  /** Whether a recording tells that its machine is of another architecture. */
  private static boolean isOfOther(Recording recording, CheckedPlan checked) {
    return !recording.arch().isEmpty() && !recording.arch().equals(checked.arch().name());
  }

  private Result run(Recording recording) {
    try (Kernel kernel = kernel(recording)) {
      return replay(recording, kernel);
    }
  }

  private Kernel kernel(Recording recording) {
    KernelFactory kernels = inventory.someKernels();
    return plan.relaid()
        ? kernels.relaid(recording, plan.arch(), plan.kernelOptions(), wall)
        : kernels.replay(recording, plan.arch(), plan.kernelOptions(), wall);
  }

  private Result replay(Recording recording, Kernel kernel) {
    KernelCounts before = kernel.counts();
    long[] blocksBefore = kernel.slabBlocksByPages();
    kernel.attach(
        new SchemeChoice(
            SchemeDescription.named(OracleBound.NAME).vmalloc(false).build(),
            oracle,
            Options.NONE));
    entrants.forEach(entrant -> attach(kernel, entrant));
    Set<EventField> wanted = EnumSet.copyOf(WANTED);
    if (plan.relaid()) {
      wanted.add(EventField.GFP);
    }
    wanted.retainAll(recording.provides());
    Timeline timeline = timeline();
    try (EventSource source = recording.open(wanted)) {
      if (apply(source, kernel, timeline) == 0) {
        timeline.begin(kernel.nowNanos());
      }
      kernel.finish();
      timeline.end(kernel.nowNanos());
      entrants.forEach(Measured::finish);
      oracle.finish();
      return new CompareResult(
              inventory.version(),
              plan,
              recording,
              source,
              kernel,
              before,
              blocksBefore,
              wanted,
              timeline,
              detection)
          .of(entrants, oracle);
    }
  }

  private static void attach(Kernel kernel, Measured measured) {
    if (!measured.ok()) {
      return;
    }
    Entrant entrant = measured.entrant;
    try {
      AttachedShadow shadow = kernel.attach(entrant.scheme());
      measured.attached(shadow);
    } catch (OutOfFramesException e) {
      measured.set(Measured.NO_MEMORY, "no frames left for " + e.getMessage());
    } catch (ForeignFailure e) {
      measured.set(Measured.FAILED, e.reason());
    }
  }

  private Timeline timeline() {
    var gauges = new ArrayList<Timeline.Gauge>();
    for (Measured entrant : entrants) {
      gauges.add(entrant::nowKb);
    }
    gauges.add(oracle::totalKb);
    return new Timeline(gauges.toArray(new Timeline.Gauge[0]));
  }

  private long apply(EventSource source, Kernel kernel, Timeline timeline) {
    var batch = new EventBatch();
    long applied = 0;
    boolean goesOn = true;
    boolean ending = false;
    while (goesOn && source.next(batch)) {
      if (applied == 0 && batch.size > 0) {
        timeline.begin(batch.nanos[0]);
      }
      int from = 0;
      while (from < batch.size) {
        long due = timeline.nextNanos();
        int to = from;
        while (to < batch.size && batch.nanos[to] <= due) {
          to++;
        }
        if (to > from) {
          kernel.apply(batch, from, to, source);
        }
        if (to < batch.size) {
          timeline.sampleBefore(batch.nanos[to]);
        }
        from = to;
      }
      applied += batch.size;
      progress.share(source.share());
      progress.at(applied);
      boolean interrupted = Thread.interrupted();
      if (interrupted || !ending && !sampler.look(kernel, source)) {
        // a second interrupt does not wait for the end
        boolean soon = !ending && source.endSoon();
        if (interrupted && !soon) {
          throw new CancellationException("interrupted after " + applied + " events");
        }
        ending = true;
        goesOn = soon;
      }
    }
    return applied;
  }
}
