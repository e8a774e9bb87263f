// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.ForeignFailure;
import kasan.lab.api.kernel.SchemeCalls;
import kasan.lab.api.kernel.Wall;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.internal.bill.Works;
import org.jspecify.annotations.Nullable;

/**
 * The place where one scheme at a time stands on the kernel of a run: swaps it, sets it aside,
 * keeps the bill of each that stood. One thread at a time.
 */
final class Seat {
  private final ArchModel arch;
  private final LayoutRule rule;
  private final Settings settings;
  private final long seed;
  private final FindingLog findings;
  private final List<Reign> reigns = new ArrayList<>();
  private final List<SwapRow> swaps = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final Clock clock;
  private final Wall wall;
  private Ground ground = NoGround.INSTANCE;
  private SchemeChoice standing = NoScheme.CHOICE;
  private @Nullable String coming;

  /** Counts operations. */
  @FunctionalInterface
  interface Clock {
    /** Operations done so far, the one under way included. */
    long operation();

    /** The process that asked for the operation under way; 0 where nobody tells. */
    default int pid() {
      return 0;
    }
  }

  /** Makes the ground, with the first shadow on it. */
  @FunctionalInterface
  interface Boot {
    /** Boots a kernel or opens a recording. */
    Ground with(SchemeChoice first);
  }

  Seat(CheckedRun run, Wall wall, Clock clock) {
    this.arch = run.arch();
    this.rule = run.rule();
    this.settings = run.plan().settings();
    this.seed = run.plan().seed();
    this.wall = wall;
    this.clock = clock;
    this.findings = new FindingLog(this, run.program());
  }

  /**
   * Boots with a scheme, or without shadow when that fails.
   *
   * @param first null when it has failed already
   * @throws BadInputException when input or options cannot be used
   */
  void boot(Boot boot, @Nullable Extension<ShadowScheme> first) {
    SchemeChoice candidate = NoScheme.CHOICE;
    if (first != null) {
      coming = first.name();
      try {
        candidate = candidate(first);
        ground = boot.with(candidate);
      } catch (ForeignFailure e) {
        incidents.add(failed(first.name(), e));
        candidate = NoScheme.CHOICE;
      } finally {
        coming = null;
      }
    }
    if (ground == NoGround.INSTANCE) {
      ground = boot.with(candidate);
    }
    enthrone(candidate);
    ground.judge(findings);
  }

  private SchemeChoice candidate(Extension<ShadowScheme> extension) {
    return SchemeCalls.choice(
        wall,
        SchemeDescription.of(extension.properties()),
        extension.service(),
        settings.of(extension.name()));
  }

  private void enthrone(SchemeChoice candidate) {
    standing = candidate;
    reigns.add(new Reign(candidate, ground.standing(), clock.operation()));
  }

  /**
   * Goes on with another scheme, or says why not.
   *
   * @param name of it
   * @param extension the scheme; null when it is not there now
   */
  SwapRow swap(String name, @Nullable Extension<ShadowScheme> extension) {
    long began = System.nanoTime();
    SwapRow row = trySwap(name, extension, began);
    swaps.add(row);
    return row;
  }

  private SwapRow trySwap(String name, @Nullable Extension<ShadowScheme> extension, long began) {
    String from = standing.name();
    if (extension == null) {
      return row(from, name, SwapRow.REFUSED, "no scheme '" + name + "' is here now", began);
    }
    coming = name;
    try {
      SchemeChoice next = candidate(extension);
      String refusal = rule.refusal(next.description());
      if (refusal == null) {
        refusal = SchemeCalls.refusal(wall, next, arch);
      }
      if (refusal == null) {
        return replace(next, from, began);
      }
      return row(from, name, SwapRow.REFUSED, refusal, began);
    } catch (OutOfFramesException e) {
      String why = "no frames left for " + e.getMessage();
      return row(from, name, SwapRow.NO_MEMORY, why, began);
    } catch (BadInputException e) {
      return row(from, name, SwapRow.REFUSED, e.getMessage(), began);
    } catch (ForeignFailure e) {
      incidents.add(failed(name, e));
      return row(from, name, SwapRow.FAILED, e.reason(), began);
    } finally {
      coming = null;
    }
  }

  private Incident failed(String scheme, ForeignFailure failure) {
    return incident(scheme, Incident.of(failure), failure.reason());
  }

  private SwapRow row(String from, String to, String status, @Nullable String reason, long began) {
    return new SwapRow(
        clock.operation(), from, to, status, reason, null, System.nanoTime() - began);
  }

  private SwapRow replace(SchemeChoice next, String from, long began) {
    AttachedShadow old = ground.standing();
    Footprint oldFrames = old.footprint();
    Work oldWork = old.work();
    Reign reign = last();
    reign.readAt(clock.operation(), ground.verdicts());
    AttachedShadow built = ground.replace(next);
    reign.over();
    Work retired = Works.minus(old.work(), oldWork);
    enthrone(next);
    long pauseNanos = System.nanoTime() - began; // the audit is the laboratory's, not the kernel's
    Audit.Count audit = audit(built);
    String examples = audit.mismatches() == 0 ? null : String.join("; ", audit.examples());
    if (examples != null) {
      last().unsound(examples);
    }
    return new SwapRow(
        clock.operation(),
        from,
        next.name(),
        examples == null ? SwapRow.OK : SwapRow.UNSOUND,
        examples,
        new SwapRow.Built(
            last().built().framesTaken(),
            retired.framesGiven(),
            oldFrames.totalKb() + last().start().totalPeakKb(),
            last().built().modelledCost() + retired.modelledCost(),
            oldFrames.totalKb(),
            last().start().totalKb(),
            audit),
        pauseNanos);
  }

  private Audit.Count audit(AttachedShadow built) {
    Work before = built.work();
    var misses = new DesignedMisses(standing.description(), arch.layout(), rule);
    Audit.Count count =
        Audit.of(
            built.truth(),
            ground.kernel().oracle(),
            built.shadow(),
            misses,
            ground.kernel().machine(),
            seed + swaps.size());
    last().takeOff(Works.minus(built.work(), before));
    return count;
  }

  /**
   * Goes on without shadow, and holds nothing of the scheme that stood.
   *
   * @param what of {@link Incident}
   */
  void vacate(String what, String reason) {
    incidents.add(incident(standing.name(), what, reason));
    Reign reign = last();
    reign.readAt(clock.operation(), ground.verdicts());
    reign.failed(what.equals(Incident.GONE) ? "the bundle went away" : reason);
    SchemeChoice none = NoScheme.CHOICE;
    ground.replace(none);
    reign.over();
    enthrone(none);
  }

  /** Notes that a scheme is back. */
  void back(String name) {
    incidents.add(incident(name, Incident.BACK, "rebuilt from the truth"));
  }

  private Incident incident(String scheme, String what, String reason) {
    return new Incident(clock.operation(), scheme, what, reason);
  }

  /**
   * The thread before this one is lost in code of a scheme: in the one that stands, or in one that
   * was to come.
   *
   * @return false when it was neither
   */
  boolean takeOver(ForeignFailure failure) {
    String name = coming;
    coming = null;
    if (name == null) {
      boolean its = failure() != null;
      if (its) {
        vacate(Incident.HUNG, failure.reason());
      }
      return its;
    }
    incidents.add(failed(name, failure));
    if (ground != NoGround.INSTANCE) {
      swaps.add(row(standing.name(), name, SwapRow.FAILED, failure.reason(), System.nanoTime()));
    }
    return true;
  }

  /** Reads the last bill, retires all, holds nothing of any scheme. */
  void close() {
    if (!reigns.isEmpty()) {
      last().readAt(clock.operation(), ground.verdicts());
    }
    ground.close();
    ground = NoGround.INSTANCE;
    standing = NoScheme.CHOICE;
  }

  /** Brings the bill of the shadow that stands up to now. */
  void read() {
    if (!reigns.isEmpty() && (healthy() || !hasScheme())) {
      last().readAt(clock.operation(), ground.verdicts());
    }
  }

  private Reign last() {
    return reigns.get(reigns.size() - 1);
  }

  @SuppressWarnings("ReferenceEquality") // one object stands for none
  private boolean hasScheme() {
    return standing != NoScheme.CHOICE;
  }

  /** Whether a scheme stands and has not failed. */
  boolean healthy() {
    return hasScheme() && failure() == null;
  }

  /** Why the scheme that stands is not called any more; null while all is well. */
  @Nullable ForeignFailure failure() {
    return ground == NoGround.INSTANCE ? null : ground.standing().failure();
  }

  /** Whether code of a scheme has ever taken too long. */
  boolean anyHung() {
    return incidents.stream().anyMatch(incident -> incident.what().equals(Incident.HUNG));
  }

  /** Whether this very service stands. */
  boolean standsOn(ShadowScheme service) {
    return standing.service() == service;
  }

  String standingName() {
    return standing.name();
  }

  int granuleBytes() {
    return standing.description().granuleBytes();
  }

  Shadow shadow() {
    return ground.standing().shadow();
  }

  /** What the scheme that stands was built from; null where none stands. */
  @Nullable KernelTruth truth() {
    return ground == NoGround.INSTANCE ? null : ground.standing().truth();
  }

  Ground ground() {
    return ground;
  }

  long operationNow() {
    return clock.operation();
  }

  int pidNow() {
    return clock.pid();
  }

  long nowKb() {
    return reigns.isEmpty() ? 0 : last().nowKb();
  }

  List<Reign> reigns() {
    return reigns;
  }

  List<SwapRow> swaps() {
    return swaps;
  }

  List<Incident> incidents() {
    return incidents;
  }

  FindingLog findings() {
    return findings;
  }
}
