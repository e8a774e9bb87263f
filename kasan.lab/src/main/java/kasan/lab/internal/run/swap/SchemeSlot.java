// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.run.Swap;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.bill.Works;
import kasan.lab.internal.run.kernel.NoRunKernel;
import kasan.lab.internal.run.kernel.NoScheme;
import kasan.lab.internal.run.kernel.RunKernel;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.LayoutRule;
import org.jspecify.annotations.Nullable;

/**
 * The slot in which one scheme at a time stands on the kernel of a run: swaps it, sets it aside,
 * keeps the bill of each that stood. One thread at a time.
 */
public final class SchemeSlot {
  private final ArchModel arch;
  private final LayoutRule rule;
  private final Settings settings;
  private final long seed;
  private final List<ShadowBill> bills = new ArrayList<>();
  private final List<Swap> swaps = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final RunClock clock;
  private RunKernel runKernel = NoRunKernel.INSTANCE;
  private SchemeChoice standing = NoScheme.CHOICE;
  private @Nullable String coming;
  private final Consumer<Swap> told;

  /** Makes the runKernel, with the first shadow on it. */
  @FunctionalInterface
  public interface Boot {
    /** Boots a kernel or opens a recording. */
    RunKernel with(SchemeChoice first);
  }

  /**
   * @param told is given each swap, made or refused
   */
  public SchemeSlot(CheckedRun run, RunClock clock, Consumer<Swap> told) {
    this.arch = run.arch();
    this.rule = run.rule();
    this.settings = run.plan().settings();
    this.seed = run.plan().seed();
    this.clock = clock;
    this.told = told;
  }

  /**
   * Boots with a scheme, or without shadow when that fails.
   *
   * @param first null when it has failed already
   * @param judge is told of accesses
   * @throws BadInputException when input or options cannot be used
   */
  public void boot(Boot boot, @Nullable Extension<ShadowScheme> first, AccessJudge judge) {
    SchemeChoice candidate = NoScheme.CHOICE;
    if (first != null) {
      coming = first.name();
      try {
        candidate = candidate(first);
        runKernel = boot.with(candidate);
      } catch (ForeignFailure e) {
        incidents.add(failed(first.name(), e));
        candidate = NoScheme.CHOICE;
      } finally {
        coming = null;
      }
    }
    if (runKernel == NoRunKernel.INSTANCE) {
      runKernel = boot.with(candidate);
    }
    stand(candidate);
    runKernel.judge(judge);
  }

  private SchemeChoice candidate(Extension<ShadowScheme> extension) {
    return SchemeCalls.choice(extension, settings.of(extension.name()));
  }

  private void stand(SchemeChoice candidate) {
    standing = candidate;
    bills.add(new ShadowBill(candidate, runKernel.standing(), clock.operation()));
  }

  /**
   * Goes on with another scheme, or says why not.
   *
   * @param name of it
   * @param extension the scheme; null when it is not there now
   */
  public Swap swap(String name, @Nullable Extension<ShadowScheme> extension) {
    long began = System.nanoTime();
    return noted(trySwap(name, extension, began));
  }

  private Swap noted(Swap swap) {
    swaps.add(swap);
    told.accept(swap);
    return swap;
  }

  private Swap trySwap(String name, @Nullable Extension<ShadowScheme> extension, long began) {
    String from = standing.name();
    if (extension == null) {
      return row(from, name, Swap.Status.REFUSED, "no scheme '" + name + "' is here now", began);
    }
    coming = name;
    try {
      SchemeChoice next = candidate(extension);
      String refusal = rule.refusal(next.description());
      if (refusal == null) {
        refusal = SchemeCalls.refusal(next, arch);
      }
      if (refusal == null) {
        return replace(next, from, began);
      }
      return row(from, name, Swap.Status.REFUSED, refusal, began);
    } catch (OutOfFramesException e) {
      String why = "no frames left for " + e.getMessage();
      return row(from, name, Swap.Status.NO_MEMORY, why, began);
    } catch (BadInputException e) {
      return row(from, name, Swap.Status.REFUSED, e.getMessage(), began);
    } catch (ForeignFailure e) {
      incidents.add(failed(name, e));
      return row(from, name, Swap.Status.FAILED, e.reason(), began);
    } finally {
      coming = null;
    }
  }

  private Incident failed(String scheme, ForeignFailure failure) {
    return incident(scheme, Incident.of(failure), failure.reason());
  }

  private Swap row(
      String from, String to, Swap.Status status, @Nullable String reason, long began) {
    return new Swap(
        clock.operation(),
        clock.kernelNanos(),
        clock.elapsedNanos(),
        from,
        to,
        status,
        reason,
        null,
        System.nanoTime() - began);
  }

  private Swap replace(SchemeChoice next, String from, long began) {
    AttachedShadow old = runKernel.standing();
    Footprint oldFrames = old.footprint();
    Work oldWork = old.work();
    ShadowBill bill = last();
    bill.readAt(clock.operation(), runKernel.verdicts());
    AttachedShadow built = runKernel.replace(next);
    bill.over();
    Work retired = Works.minus(old.work(), oldWork);
    stand(next);
    long pauseNanos = System.nanoTime() - began; // the audit is the laboratory's, not the kernel's
    Swap.Audit audit = audit(built);
    String examples = audit.mismatches() == 0 ? null : String.join("; ", audit.examples());
    if (examples != null) {
      last().unsound(examples);
    }
    return new Swap(
        clock.operation(),
        clock.kernelNanos(),
        clock.elapsedNanos(),
        from,
        next.name(),
        examples == null ? Swap.Status.OK : Swap.Status.UNSOUND,
        examples,
        new Swap.Built(
            last().built().framesTaken(),
            retired.framesGiven(),
            oldFrames.totalKb() + last().start().totalPeakKb(),
            last().built().modelledCost() + retired.modelledCost(),
            oldFrames.totalKb(),
            last().start().totalKb(),
            audit),
        pauseNanos);
  }

  private Swap.Audit audit(AttachedShadow built) {
    Work before = built.work();
    var misses = new DesignedMisses(standing.description(), arch.layout(), rule);
    Swap.Audit count =
        Audit.of(
            built.truth(),
            runKernel.kernel().oracle(),
            built.shadow(),
            misses,
            runKernel.kernel().machine(),
            seed + swaps.size());
    last().takeOff(Works.minus(built.work(), before));
    return count;
  }

  /**
   * Goes on without shadow, and holds nothing of the scheme that stood.
   *
   * @param what of {@link Incident}
   */
  public void vacate(String what, String reason) {
    incidents.add(incident(standing.name(), what, reason));
    ShadowBill bill = last();
    bill.readAt(clock.operation(), runKernel.verdicts());
    bill.failed(what.equals(Incident.GONE) ? "the bundle went away" : reason);
    SchemeChoice none = NoScheme.CHOICE;
    runKernel.replace(none);
    bill.over();
    stand(none);
  }

  /** Notes that a scheme is back. */
  public void back(String name) {
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
  public boolean takeOver(ForeignFailure failure) {
    String name = coming;
    coming = null;
    if (name == null) {
      boolean its = failure() != null;
      if (its) {
        vacate(Incident.HUNG, failure.reason());
      }
      return its;
    }
    if (!failure.who().equals(SchemeCalls.who(name))) {
      return false; // what the kernel is booted from, such as a reader
    }
    incidents.add(failed(name, failure));
    if (runKernel != NoRunKernel.INSTANCE) {
      noted(row(standing.name(), name, Swap.Status.FAILED, failure.reason(), System.nanoTime()));
    }
    return true;
  }

  /** Reads the last bill, retires all, holds nothing of any scheme. */
  public void close() {
    if (!bills.isEmpty()) {
      last().readAt(clock.operation(), runKernel.verdicts());
    }
    runKernel.close();
    runKernel = NoRunKernel.INSTANCE;
    standing = NoScheme.CHOICE;
  }

  /** Brings the bill of the shadow that stands up to now. */
  public void read() {
    if (!bills.isEmpty() && (healthy() || !hasScheme())) {
      last().readAt(clock.operation(), runKernel.verdicts());
    }
  }

  private ShadowBill last() {
    return bills.get(bills.size() - 1);
  }

  @SuppressWarnings("ReferenceEquality") // one object stands for none
  private boolean hasScheme() {
    return standing != NoScheme.CHOICE;
  }

  /** Whether a scheme stands and has not failed. */
  public boolean healthy() {
    return hasScheme() && failure() == null;
  }

  /** Why the scheme that stands is not called any more; null while all is well. */
  public @Nullable ForeignFailure failure() {
    return runKernel == NoRunKernel.INSTANCE ? null : runKernel.standing().failure();
  }

  /** Whether code of a scheme has ever taken too long. */
  public boolean anyHung() {
    return incidents.stream().anyMatch(incident -> incident.what().equals(Incident.HUNG));
  }

  /** Whether this very service stands. */
  public boolean standsOn(ShadowScheme service) {
    return standing.service() == service;
  }

  /** Name of the scheme that stands. */
  public String standingName() {
    return standing.name();
  }

  /** Memory that one unit of its shadow describes; 0 where it has none. */
  public int granuleBytes() {
    return standing.description().granuleBytes();
  }

  /** The shadow that stands. */
  public Shadow shadow() {
    return runKernel.standing().shadow();
  }

  /** What the scheme that stands was built from; null where none stands. */
  public @Nullable KernelTruth truth() {
    return runKernel == NoRunKernel.INSTANCE ? null : runKernel.standing().truth();
  }

  /** The kernel of the run; one that is none before the boot and after the end. */
  public RunKernel runKernel() {
    return runKernel;
  }

  /** The kernel itself. */
  public Kernel kernel() {
    return runKernel.kernel();
  }

  /** Whether there is one. */
  public boolean booted() {
    return runKernel != NoRunKernel.INSTANCE;
  }

  /** Operations done, the one under way included. */
  public long operationNow() {
    return clock.operation();
  }

  /** The process that asked for the operation under way; 0 where nobody tells. */
  public int pidNow() {
    return clock.pid();
  }

  /** What the shadow that stands takes, in kB. */
  public long nowKb() {
    return bills.isEmpty() ? 0 : last().nowKb();
  }

  /** The bill of each shadow that stood, and of the one that stands. */
  public List<ShadowBill> bills() {
    return bills;
  }

  /** Swaps so far, made and refused. */
  public List<Swap> swaps() {
    return swaps;
  }

  /** What befell schemes so far. */
  public List<Incident> incidents() {
    return incidents;
  }
}
