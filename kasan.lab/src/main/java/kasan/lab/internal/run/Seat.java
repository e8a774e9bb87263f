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
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;
import kasan.lab.internal.bill.Works;
import kasan.lab.internal.guard.Guard;
import kasan.lab.internal.guard.GuardedScheme;
import kasan.lab.internal.guard.SchemeFailedException;
import kasan.lab.internal.inventory.Extension;
import org.jspecify.annotations.Nullable;

/**
 * The place where one scheme at a time stands on the kernel of a run: swaps it, sets it aside,
 * keeps the bill of each that stood. One thread at a time; only {@link #watched} may be asked by
 * others.
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
  private final List<Guard> guards = new ArrayList<>();
  private final Clock clock;
  private volatile Ground ground = NoGround.INSTANCE;
  private Candidate standing = Candidate.none();
  private @Nullable String coming;
  private volatile @Nullable Guard watched;

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
    Ground with(Candidate first);
  }

  Seat(ArchModel arch, LayoutRule rule, Settings settings, long seed, String program, Clock clock) {
    this.arch = arch;
    this.rule = rule;
    this.settings = settings;
    this.seed = seed;
    this.clock = clock;
    this.findings = new FindingLog(this, program);
  }

  /**
   * Boots with a scheme, or without shadow when that fails.
   *
   * @param first null when it has failed already
   * @throws BadInputException when input or options cannot be used
   */
  void boot(Boot boot, @Nullable Extension<ShadowScheme> first) {
    Candidate candidate = Candidate.none();
    if (first != null) {
      coming = first.name();
      try {
        candidate = candidate(first);
        ground = boot.with(candidate);
      } catch (SchemeFailedException e) {
        incidents.add(failed(first.name(), e));
        candidate.scheme().release();
        candidate = Candidate.none();
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

  private Candidate candidate(Extension<ShadowScheme> extension) {
    var guarded = new GuardedScheme(extension.name(), extension.service());
    guards.add(guarded.guard());
    watched = guarded.guard();
    return Candidate.of(extension, guarded, settings);
  }

  private void enthrone(Candidate candidate) {
    standing = candidate;
    watched = candidate.scheme().guard();
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
    @Nullable Candidate next = null;
    try {
      next = candidate(extension);
      String refusal = rule.refusal(next.description());
      if (refusal == null) {
        refusal = next.refusal(arch);
      }
      if (refusal == null) {
        return replace(next, from, began);
      }
      return refused(next, row(from, name, SwapRow.REFUSED, refusal, began));
    } catch (OutOfFramesException e) {
      String why = "no frames left for " + e.getMessage();
      return refused(next, row(from, name, SwapRow.NO_MEMORY, why, began));
    } catch (BadInputException e) {
      return refused(next, row(from, name, SwapRow.REFUSED, e.getMessage(), began));
    } catch (SchemeFailedException e) {
      incidents.add(failed(name, e));
      return refused(next, row(from, name, SwapRow.FAILED, e.getMessage(), began));
    } finally {
      coming = null;
    }
  }

  private Incident failed(String scheme, SchemeFailedException failure) {
    Guard guard = watched;
    return incident(
        scheme,
        guard != null && guard.hung() ? Incident.HUNG : Incident.THREW,
        String.valueOf(failure.getMessage()));
  }

  private SwapRow refused(@Nullable Candidate next, SwapRow row) {
    if (next != null) {
      next.scheme().release();
    }
    watched = standing.scheme().guard();
    return row;
  }

  private SwapRow row(String from, String to, String status, @Nullable String reason, long began) {
    return new SwapRow(
        clock.operation(), from, to, status, reason, null, System.nanoTime() - began);
  }

  private SwapRow replace(Candidate next, String from, long began) {
    Candidate before = standing;
    AttachedShadow old = ground.standing();
    Footprint oldFrames = old.footprint();
    Work oldWork = old.work();
    Reign reign = last();
    reign.readAt(clock.operation(), ground.verdicts());
    AttachedShadow built = ground.replace(next.choice());
    reign.over();
    Work retired = Works.minus(old.work(), oldWork);
    before.scheme().release();
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
    KernelTruth truth = standing.scheme().truth();
    if (truth == null) {
      throw new IllegalStateException(standing.name() + " was never built");
    }
    Work before = built.work();
    var misses = new DesignedMisses(standing.description(), arch.layout(), rule);
    Audit.Count count =
        Audit.of(
            truth,
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
    Candidate before = standing;
    incidents.add(incident(before.name(), what, reason));
    Reign reign = last();
    reign.readAt(clock.operation(), ground.verdicts());
    reign.failed(what.equals(Incident.GONE) ? "the bundle went away" : reason);
    Candidate none = Candidate.none();
    ground.replace(none.choice());
    reign.over();
    before.scheme().release();
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
   */
  void takeOver(String reason) {
    String name = coming;
    coming = null;
    if (name == null) {
      vacate(Incident.HUNG, reason);
      return;
    }
    incidents.add(incident(name, Incident.HUNG, reason));
    if (ground != NoGround.INSTANCE) {
      swaps.add(row(standing.name(), name, SwapRow.FAILED, reason, System.nanoTime()));
      watched = standing.scheme().guard();
    }
  }

  /** Reads the last bill, retires all, holds nothing of any scheme. */
  void close() {
    if (!reigns.isEmpty()) {
      last().readAt(clock.operation(), ground.verdicts());
    }
    ground.close();
    ground = NoGround.INSTANCE;
    standing.scheme().release();
    standing = Candidate.none();
    watched = null;
    guards.forEach(Guard::runIsOver);
  }

  /** Brings the bill of the shadow that stands up to now. */
  void read() {
    if (!reigns.isEmpty() && (healthy() || !standing.shadow())) {
      last().readAt(clock.operation(), ground.verdicts());
    }
  }

  private Reign last() {
    return reigns.get(reigns.size() - 1);
  }

  /** The guard of the scheme whose code may run now; any thread may ask. */
  @Nullable Guard watched() {
    return watched;
  }

  /** Whether a scheme stands and has not failed. */
  boolean healthy() {
    return standing.shadow() && standing.scheme().guard().open();
  }

  /** Why the scheme that stands is not called any more; null while all is well. */
  @Nullable String failure() {
    return standing.scheme().guard().failure();
  }

  /** Whether the scheme that stands is not called any more because it hung. */
  boolean hung() {
    return standing.scheme().guard().hung();
  }

  /** Whether this very service stands. */
  boolean standsOn(ShadowScheme service) {
    return standing.scheme().isOf(service);
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
    return standing.scheme().truth();
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
