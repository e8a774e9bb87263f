// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.bill.Failures;
import kasan.lab.internal.bill.Timeline;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.kernel.RunOrigin;
import kasan.lab.internal.run.listen.Listeners;
import kasan.lab.internal.run.listen.RunMailbox;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.RunTools;
import kasan.lab.internal.run.plan.SwapPlan;
import kasan.lab.internal.run.result.RunFacts;
import kasan.lab.internal.run.result.RunResult;
import kasan.lab.internal.run.swap.RunClock;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * One run: boots, applies events batch by batch, and does what it is told between two batches.
 *
 * <p>All of it happens on the run's thread. When code of a scheme keeps that thread, the wall gives
 * the run to another one: whoever holds it goes on from what is true, and the thread that was left
 * behind does nothing more.
 */
final class RunLoop {
  private final String name;
  private final RunTools tools;
  private final CheckedRun run;
  private final Orders orders;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Wall wall;
  private final Mode mode = new Mode();
  private final Listeners listeners;
  private final SchemeSlot slot;
  private final FindingLog findings;
  private final Publisher publisher;
  private final Commands commands;
  private final Timeline timeline;
  private final RunOrigin origin;
  private final SwapPlan planned;
  private @Nullable Course course;
  private @Nullable KernelCounts before;
  private @Nullable SlabUse slabBefore;
  private boolean timed;
  private volatile @Nullable RunResult result;
  private volatile @Nullable BadInputException refusal;

  RunLoop(String name, RunTools tools, CheckedRun run) {
    this.name = name;
    this.tools = tools;
    this.run = run;
    this.orders = new Orders(name);
    this.wall = new Wall(run.plan().hangSeconds());
    this.origin = new RunOrigin(tools, run, wall);
    this.planned = new SwapPlan(run.plan().swaps());
    this.listeners = new Listeners(tools::nanos);
    this.slot = new SchemeSlot(run, new Now(), listeners::swapped);
    this.findings = new FindingLog(slot, run.program(), listeners::found);
    this.publisher = new Publisher(name, run, mode, slot, findings, listeners, tools::nanos);
    this.commands =
        new Commands(
            name, tools, run, mode, slot, findings, listeners, publisher, this::factsSoFar);
    this.timeline = Gauges.timeline(slot);
  }

  /** Starts the run's thread. */
  void start() {
    wall.start(name, this::drive, this::takeOver);
  }

  /** Where the run is, for those who note it. */
  private final class Now implements RunClock {
    @Override
    public long operation() {
      return RunLoop.this.operation();
    }

    @Override
    public long kernelNanos() {
      return timed ? timeline.sinceStart(slot.kernel().nowNanos()) : 0;
    }

    @Override
    public long elapsedNanos() {
      return publisher.elapsedNanos();
    }

    @Override
    public int pid() {
      Course there = course;
      return there == null ? 0 : there.pid(slot.kernel());
    }
  }

  private long operation() {
    Course there = course;
    return there == null || !slot.booted() ? 0 : there.operation(slot.kernel());
  }

  private void drive() {
    try {
      if (!mode.ended && !slot.booted()) {
        setUp(slot.incidents().isEmpty());
      }
      while (!mode.ended) {
        obey();
        if (!mode.ended) {
          step();
        }
      }
    } catch (Throwable e) {
      refuse(e);
    } finally {
      if (wall.ownedByCaller()) {
        finish();
      }
    }
  }

  /** A thread that was left behind in a scheme, and came back after the end, is to say nothing. */
  private void refuse(Throwable e) {
    if (wall.ownedByCaller()) {
      refusal =
          e instanceof BadInputException bad
              ? bad
              : new BadInputException(name + " broke off: " + Failures.ofRun(e), e);
    }
  }

  private void setUp(boolean withScheme) {
    var first = withScheme ? tools.inventory().schemes().find(run.plan().scheme()) : null;
    if (withScheme && first == null) {
      throw BadInputException.unknownName(
          "scheme", run.plan().scheme(), tools.inventory().schemes().names());
    }
    slot.boot(origin::boot, first, findings);
    mode.nondeterministic |= slot.anyHung();
    before = slot.kernel().counts();
    slabBefore = slot.kernel().slabUse();
    if (planned.needsCount()) {
      mode.operations = count();
    }
    planned.settle(mode.operations);
    EventSource events = origin.events(slot.runKernel());
    mode.source = events;
    course = new Course(events, () -> orders.add(0, Commands::more));
    publisher.publish();
  }

  /** Counts all operations, and does what is ordered meanwhile; -1 when it is ended before. */
  private long count() {
    mode.counting = true;
    publisher.publish();
    var batch = new EventBatch();
    long count = 0;
    try (EventSource counted = origin.events(slot.runKernel())) {
      while (!mode.ended && counted.next(batch)) {
        count += batch.size;
        obey();
      }
    }
    mode.counting = false;
    return mode.ended ? -1 : count;
  }

  /** Does what was ordered; waits for orders while the run is to stand still. */
  private void obey() {
    try {
      Order<?> order = nextOrder();
      while (order != null) {
        obey(order);
        order = mode.ended ? null : nextOrder();
      }
    } catch (InterruptedException e) {
      // A watcher that woke this thread up too late.
    }
  }

  private @Nullable Order<?> nextOrder() throws InterruptedException {
    Order<?> order = orders.poll();
    if (order != null || !mode.standsStill()) {
      return order;
    }
    publisher.settle();
    return orders.take();
  }

  private void obey(Order<?> order) {
    if (order.notBefore() > operation()) {
      orders.putAside(order);
    } else {
      order.carryOut(commands, publisher::publish); // before whoever asked can look
    }
  }

  /** Up to the next safepoint. */
  private void step() {
    Course on = course;
    if (on == null) {
      throw new IllegalStateException(name + " has no events");
    }
    for (String due = planned.due(on.done()); due != null; due = planned.due(on.done())) {
      commands.swapTo(due);
    }
    Course.Next next = on.next();
    mode.nothingYet = next == Course.Next.NOTHING_YET;
    if (mode.nothingYet) {
      publisher.publish();
      return;
    }
    if (next == Course.Next.END || slot.runKernel().outOfMemory()) {
      mode.ended = true;
      return;
    }
    if (!timed) {
      timed = true;
      timeline.begin(on.nextNanos());
    }
    timeline.sampleBefore(on.nextNanos());
    Order<?> due = orders.due(on.done());
    if (due != null) {
      obey(due);
      return;
    }
    long most = Math.min(planned.next(), orders.nextOperation()) - on.done();
    try {
      on.apply(slot.kernel(), most, Math.max(on.nextNanos(), timeline.nextNanos()));
    } catch (RuntimeException e) {
      if (slot.healthy()) {
        throw e;
      }
      // The kernel met a view that had been revoked.
      on.resumeBehind(slot.kernel());
    }
    commands.setAsideWhatFailed();
    publisher.publish();
  }

  private RunFacts factsSoFar() {
    Course on = course;
    KernelCounts counted = before;
    if (counted == null || on == null) {
      throw new BadInputException(
          name
              + " has not begun"
              + (mode.counting
                  ? ": it counts the operations, for swaps at a percentage of them"
                  : ""));
    }
    return new RunFacts(
        name,
        tools.inventory().version(),
        run,
        slot,
        findings,
        timeline,
        on.source(),
        on.done(),
        mode.operations,
        counted,
        slabBefore,
        mode.ended ? RunState.ENDED : mode.state(),
        mode.nondeterministic);
  }

  private void finish() {
    Course on = course;
    try {
      if (on != null && before != null && refusal == null) {
        mode.ended = true;
        if (!timed) {
          timeline.begin(slot.kernel().nowNanos());
        }
        slot.kernel().finish();
        commands.setAsideWhatFailed();
        timeline.end(slot.kernel().nowNanos());
        slot.read();
        result = RunResult.of(factsSoFar());
        publisher.publish();
        publisher.settle();
      }
    } catch (Throwable e) {
      refuse(e);
    } finally {
      try { // whatever goes wrong, who waits for the end hears of it
        slot.close();
        if (on != null) {
          on.close();
        }
      } catch (Throwable e) {
        refuse(e);
      }
      course = null;
      publisher.over(
          on == null ? 0 : on.done(),
          refusal == null ? null : String.valueOf(refusal.getMessage()));
      over.countDown();
      wall.end();
      orders.close();
    }
  }

  // What other threads may call.

  /** How far it was at the last safepoint. */
  RunStatus status() {
    return publisher.status();
  }

  /** What was found out; null before the end, and when it broke off. */
  @Nullable RunResult result() {
    return result;
  }

  /** What was reported; null before the end. */
  @Nullable Result findings() {
    return over() ? RunResult.ofFindings(name, findings) : null;
  }

  /** Why there is no result; null when there is or will be one. */
  @Nullable BadInputException refusal() {
    return refusal;
  }

  /** Asks for something; the reply comes at a safepoint. */
  <T> Order<T> order(Order.Wish<T> wish) {
    return orders.add(0, wish);
  }

  /** Asks for something that is to be done when so many operations are done. */
  <T> Order<T> order(long operation, Order.Wish<T> wish) {
    return orders.add(operation, wish);
  }

  /** Has someone listen, to the end if that has come. */
  void listen(RunMailbox mailbox) {
    CompletableFuture<?> unused =
        order(commands -> commands.listen(mailbox))
            .reply()
            .exceptionally(
                over -> {
                  Listeners.tellAll(mailbox, slot.swaps(), findings.entries(), status());
                  return status();
                });
  }

  /** Waits for the end; false when it has not come in time. */
  boolean awaitOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether it is over. */
  boolean over() {
    return over.getCount() == 0;
  }

  /** Waits for the end. */
  void awaitOver() throws InterruptedException {
    over.await();
  }

  /** The run's thread is lost in foreign code; the run goes on from the truth. */
  private void takeOver(ForeignFailure failure) {
    mode.nondeterministic = true;
    orders.lost(String.valueOf(failure.getMessage()));
    Course on = course;
    if (on != null) {
      on.resumeBehind(slot.kernel());
    }
    if (!slot.takeOver(failure)) {
      refuse(failure);
      mode.ended = true;
    }
    drive();
  }
}
