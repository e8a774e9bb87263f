// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.function.Function;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.run.Allocator;
import kasan.lab.api.run.BlockView;
import kasan.lab.api.run.PageView;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.ShadowMap;
import kasan.lab.api.run.Swap;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.listen.Listeners;
import kasan.lab.internal.run.listen.RunMailbox;
import kasan.lab.internal.run.look.ShadowLook;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.RunTools;
import kasan.lab.internal.run.result.Answers;
import kasan.lab.internal.run.result.HandAnswers;
import kasan.lab.internal.run.result.RunFacts;
import kasan.lab.internal.run.result.RunResult;
import kasan.lab.internal.run.swap.Incident;
import kasan.lab.internal.run.swap.SchemeSlot;

/** What can be asked of a run. The run's thread does it, at a safepoint. */
final class Commands {
  private final String name;
  private final RunTools tools;
  private final CheckedRun run;
  private final Mode mode;
  private final SchemeSlot slot;
  private final FindingLog findings;
  private final Listeners listeners;
  private final Publisher publisher;
  private final Supplier<RunFacts> facts;

  /**
   * @param facts what the run has come to so far
   */
  Commands(
      String name,
      RunTools tools,
      CheckedRun run,
      Mode mode,
      SchemeSlot slot,
      FindingLog findings,
      Listeners listeners,
      Publisher publisher,
      Supplier<RunFacts> facts) {
    this.name = name;
    this.tools = tools;
    this.run = run;
    this.mode = mode;
    this.slot = slot;
    this.findings = findings;
    this.listeners = listeners;
    this.publisher = publisher;
    this.facts = facts;
  }

  /** Stop until {@link #resume}. */
  RunStatus hold() {
    mode.held = true;
    return publisher.publish();
  }

  /** Go on. */
  RunStatus resume() {
    mode.held = false;
    return publisher.publish();
  }

  /** The source has more. */
  RunStatus more() {
    mode.nothingYet = false;
    return publisher.publish();
  }

  /**
   * End now; a machine that is followed soon, so that its state at the end can be read and what led
   * to it is done. Asked a second time it is now.
   */
  RunStatus end() {
    if (mode.ending || !mode.waitsFor.isEmpty() || !mode.endsSoon()) {
      mode.ended = true;
    }
    mode.ending = true;
    return publisher.publish();
  }

  /** Go on with another scheme. */
  Result swap(String scheme) {
    tools.inventory().schemes().get(scheme);
    return Answers.ofSwap(name, swapTo(scheme), run.plan().timing());
  }

  /** Goes on with another scheme, which may not be here. */
  Swap swapTo(String scheme) {
    Swap swap = slot.swap(scheme, tools.inventory().schemes().find(scheme));
    mode.nondeterministic |= slot.anyHung();
    if (swap.made()) {
      mode.waitsFor = "";
    }
    return swap;
  }

  /** Tell the result so far. */
  Result tell() {
    slot.read();
    return RunResult.of(facts.get());
  }

  /** Tell what was reported so far. */
  Result findings() {
    return RunResult.ofFindings(name, findings);
  }

  /** Look at the shadow of an address. */
  Result look(long address) {
    return Answers.ofLook(name, slot, findings.objects(), address);
  }

  /** Tell an address of each kind of memory. */
  Result examples() {
    return Answers.ofExamples(name, slot, findings.objects());
  }

  /** Access memory. */
  Result access(int cpu, long address, long bytes, boolean write) {
    return byHand(hand -> hand.access(cpu, address, bytes, write));
  }

  /** Allocate memory. */
  Result alloc(int cpu, Allocator allocator, long bytes) {
    return byHand(hand -> hand.alloc(cpu, allocator, bytes));
  }

  /** Free memory. */
  Result free(int cpu, long address) {
    return byHand(hand -> hand.free(cpu, address));
  }

  /** Where something is that was allocated so. */
  long addressOf(String object) {
    return findings.objects().get(name, object).pointer();
  }

  private Result byHand(Function<HandAnswers, Result> work) {
    try {
      return work.apply(new HandAnswers(name, slot, findings));
    } catch (RuntimeException e) {
      ForeignFailure failure = slot.failure();
      if (failure == null) {
        throw e;
      }
      throw new BadInputException(failure.reason(), e); // the kernel met a view that was revoked
    } finally {
      setAsideWhatFailed();
    }
  }

  /** Goes on without a scheme that has failed. */
  void setAsideWhatFailed() {
    ForeignFailure failure = slot.failure();
    if (failure != null) {
      mode.nondeterministic |= failure.hung();
      slot.vacate(Incident.of(failure), failure.reason());
    }
  }

  /** Look at the shadow of many blocks. */
  ShadowMap map(long firstBlock, long blocks, int cells) {
    return new ShadowLook(slot).map(firstBlock, blocks, cells);
  }

  /** Look at a block. */
  BlockView block(long block) {
    return new ShadowLook(slot).block(block);
  }

  /** Look at a page. */
  PageView page(long pfn) {
    return new ShadowLook(slot).page(pfn);
  }

  /** Somebody listens from now on. */
  RunStatus listen(RunMailbox mailbox) {
    listeners.add(mailbox, slot.swaps(), findings.entries());
    return publisher.publish();
  }

  /** A scheme is going away: nothing of it is held when this returns. */
  RunStatus gone(ShadowScheme service) {
    if (slot.standsOn(service)) {
      String scheme = slot.standingName();
      slot.vacate(Incident.GONE, "its bundle was stopped, updated or uninstalled");
      mode.waitsFor = scheme;
      rebuild();
    }
    return publisher.publish();
  }

  /** A scheme has come. */
  RunStatus came(String scheme) {
    if (scheme.equals(mode.waitsFor)) {
      rebuild();
    }
    return publisher.publish();
  }

  private void rebuild() {
    String scheme = mode.waitsFor;
    if (tools.inventory().schemes().find(scheme) != null && swapTo(scheme).made()) {
      slot.back(scheme);
    }
  }
}
