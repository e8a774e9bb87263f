// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ForeignFailure;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.kernel.Wall;
import kasan.lab.internal.bill.Failures;
import kasan.lab.internal.bill.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A run from its first event to its last. All state belongs to one thread at a time, the one that
 * works behind the wall; others ask by {@link #order}, and read {@link #status}.
 */
final class RunLoop {
  private static final SlabUse NO_SLAB = new SlabUse(-1, -1, -1, -1);

  private final String name;
  private final RunTools tools;
  private final CheckedRun run;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Wall wall;
  private final Seat seat;
  private final Timeline timeline;
  private final RunOrigin origin;
  private final SwapPlan planned;
  private volatile RunStatus status;
  private @Nullable Course course;
  private @Nullable KernelCounts before;
  private @Nullable SlabUse slabBefore;
  private long operations = -1;
  private boolean held;
  private @Nullable Order holdAt;
  private boolean ended;
  private boolean counting;
  private boolean timed;
  private String waitsFor = "";
  private volatile boolean nondeterministic;
  private volatile @Nullable RunResult result;
  private volatile @Nullable BadInputException refusal;

  RunLoop(String name, RunTools tools, CheckedRun run) {
    this.name = name;
    this.tools = tools;
    this.run = run;
    this.wall = new Wall(run.plan().hangSeconds());
    this.origin = new RunOrigin(tools, run, wall);
    this.planned = new SwapPlan(run.plan().swaps());
    this.seat = new Seat(run, wall, new Now());
    this.timeline =
        new Timeline(
            seat::nowKb,
            this::operation,
            this::freeKb,
            () -> seat.reigns().size() - 1L,
            () -> slab().pages(),
            () -> slab().blocks());
    this.status = RunStatus.starting(name, run.program(), run.plan().scheme());
  }

  /** Starts the run's thread. */
  void start() {
    wall.start(name, this::drive, this::takeOver);
  }

  /** Where the run is, for those who note it. */
  private final class Now implements Seat.Clock {
    @Override
    public long operation() {
      return RunLoop.this.operation();
    }

    @Override
    public int pid() {
      Course there = course;
      return there == null ? 0 : there.pid(seat.ground().kernel());
    }
  }

  private long operation() {
    Course there = course;
    return there == null || seat.ground() == NoGround.INSTANCE
        ? 0
        : there.operation(seat.ground().kernel());
  }

  private long freeKb() {
    Long free = seat.ground().memFreeKb();
    return free == null ? -1 : free;
  }

  private SlabUse slab() {
    SlabUse use = seat.ground().kernel().slabUse();
    return use == null ? NO_SLAB : use;
  }

  private void drive() {
    try {
      if (seat.ground() == NoGround.INSTANCE) {
        setUp(seat.incidents().isEmpty());
      }
      while (!ended) {
        obey();
        if (!ended) {
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
              : new BadInputException(name + " broke off: " + inWords(e), e);
    }
  }

  private static String inWords(Throwable e) {
    if (e instanceof ForeignFailure failure) {
      return String.valueOf(failure.getMessage());
    }
    return e instanceof OutOfMemoryError ? "Java heap is too small (-Xmx)" : Failures.inWords(e);
  }

  private void setUp(boolean withScheme) {
    var first = withScheme ? tools.inventory().schemes().find(run.plan().scheme()) : null;
    if (withScheme && first == null) {
      throw BadInputException.unknownName(
          "scheme", run.plan().scheme(), tools.inventory().schemes().names());
    }
    seat.boot(origin::ground, first);
    nondeterministic |= seat.anyHung();
    Kernel kernel = seat.ground().kernel();
    before = kernel.counts();
    slabBefore = kernel.slabUse();
    if (planned.needsCount()) {
      operations = count();
    }
    planned.settle(operations);
    course = new Course(origin.events(seat.ground()));
    publish();
  }

  /** Counts all operations, and does what is ordered meanwhile; -1 when it is ended before. */
  private long count() {
    counting = true;
    publish();
    var batch = new EventBatch();
    long count = 0;
    try (EventSource counted = origin.events(seat.ground())) {
      while (!ended && counted.next(batch)) {
        count += batch.size;
        obey();
      }
    }
    counting = false;
    return ended ? -1 : count;
  }

  /** Does what was ordered; waits for orders while the run is held. */
  private void obey() {
    boolean stands = held || !waitsFor.isEmpty();
    try {
      Order order = stands ? orders.take() : orders.poll();
      while (order != null) {
        obey(order);
        stands = held || !waitsFor.isEmpty();
        order = ended ? null : stands ? orders.take() : orders.poll();
      }
    } catch (InterruptedException e) {
      // A watcher that woke this thread up too late.
    }
  }

  private void obey(Order order) {
    if (order.command() instanceof Order.HoldAt hold && hold.at() > operation()) {
      refuse(holdAt, "is to be held at another operation");
      holdAt = order;
      return;
    }
    try {
      Result done = done(order.command());
      publish(); // before whoever asked can look
      order.reply().complete(done);
    } catch (BadInputException e) {
      order.reply().completeExceptionally(e);
    } catch (RuntimeException e) {
      order.reply().completeExceptionally(e);
      throw e;
    }
  }

  private Result done(Order.Command command) {
    if (command instanceof Order.Hold || command instanceof Order.HoldAt) {
      held = true;
    } else if (command instanceof Order.Resume) {
      held = false;
    } else if (command instanceof Order.End) {
      ended = true;
    } else if (command instanceof Order.Swap swap) {
      tools.inventory().schemes().get(swap.scheme());
      SwapRow row = swapTo(swap.scheme());
      return RunResult.ofSwap(name, row, run.plan().timing());
    } else if (command instanceof Order.Look look) {
      return RunResult.ofLook(name, seat, look.address());
    } else if (command instanceof Order.Examples) {
      return RunResult.ofExamples(name, seat);
    } else if (command instanceof Order.Touch touch) {
      return RunResult.ofTouch(name, seat, touch);
    } else if (command instanceof Order.Findings) {
      return RunResult.ofFindings(name, seat.findings().entries(), seat.findings().count());
    } else if (command instanceof Order.Tell) {
      return tell();
    } else if (command instanceof Order.Gone gone) {
      if (seat.standsOn(gone.service())) {
        waitFor(seat.standingName());
      }
    } else if (command instanceof Order.Came came) {
      if (came.scheme().equals(waitsFor)) {
        rebuild();
      }
    }
    publish();
    return status.result();
  }

  private void waitFor(String scheme) {
    seat.vacate(Incident.GONE, "its bundle was stopped, updated or uninstalled");
    waitsFor = scheme;
    rebuild();
  }

  private void rebuild() {
    String scheme = waitsFor;
    if (tools.inventory().schemes().find(scheme) != null) {
      SwapRow row = swapTo(scheme);
      if (row.made()) {
        seat.back(scheme);
      }
    }
  }

  private SwapRow swapTo(String scheme) {
    SwapRow row = seat.swap(scheme, tools.inventory().schemes().find(scheme));
    nondeterministic |= seat.anyHung();
    if (row.made()) {
      waitsFor = "";
    }
    return row;
  }

  /** Up to the next safepoint. */
  private void step() {
    Course on = course;
    if (on == null) {
      throw new IllegalStateException(name + " has no events");
    }
    for (String due = planned.due(on.done()); due != null; due = planned.due(on.done())) {
      swapTo(due);
    }
    if (!on.hasNext() || seat.ground().outOfMemory()) {
      ended = true;
      return;
    }
    if (!timed) {
      timed = true;
      timeline.begin(on.nextNanos());
    }
    timeline.sampleBefore(on.nextNanos());
    if (holdWhenDue(on.done())) {
      return;
    }
    long most = Math.min(planned.next(), holdsAt()) - on.done();
    try {
      on.apply(seat.ground().kernel(), most, Math.max(on.nextNanos(), timeline.nextNanos()));
    } catch (RuntimeException e) {
      if (seat.healthy()) {
        throw e;
      }
      // The kernel met a view that had been revoked.
      on.resumeBehind(seat.ground().kernel());
    }
    setAsideWhatFailed();
    publish();
  }

  private long holdsAt() {
    return holdAt != null && holdAt.command() instanceof Order.HoldAt hold
        ? hold.at()
        : Long.MAX_VALUE;
  }

  private boolean holdWhenDue(long done) {
    Order due = holdAt;
    if (due == null || done < holdsAt()) {
      return false;
    }
    holdAt = null;
    obey(due);
    return true;
  }

  private void setAsideWhatFailed() {
    ForeignFailure failure = seat.failure();
    if (failure != null) {
      nondeterministic |= failure.hung();
      seat.vacate(Incident.of(failure), failure.reason());
    }
  }

  private Result tell() {
    seat.read();
    KernelCounts counted = before;
    Course on = course;
    if (counted == null || on == null) {
      throw new BadInputException(
          name
              + " has not begun"
              + (counting ? ": it counts the operations, for swaps at a percentage of them" : ""));
    }
    return RunResult.of(
        name, tools.inventory().version(), run, seat, timeline, on, counted, facts());
  }

  private RunResult.Facts facts() {
    return new RunResult.Facts(operations, waitsFor, held, nondeterministic, ended, slabBefore);
  }

  private void finish() {
    Course on = course;
    KernelCounts counted = before;
    try {
      if (on != null && counted != null && refusal == null) {
        ended = true;
        if (!timed) {
          timeline.begin(seat.ground().kernel().nowNanos());
        }
        seat.ground().kernel().finish();
        setAsideWhatFailed();
        timeline.end(seat.ground().kernel().nowNanos());
        seat.read();
        result =
            RunResult.of(
                name, tools.inventory().version(), run, seat, timeline, on, counted, facts());
      }
    } catch (RuntimeException | AssertionError e) {
      refuse(e);
    } finally {
      long done = on == null ? 0 : on.done();
      seat.close();
      if (on != null) {
        on.close();
      }
      course = null;
      status = status.over(done, refusal == null ? "" : String.valueOf(refusal.getMessage()));
      over.countDown();
      wall.end();
      refuseOrders();
    }
  }

  private void refuse(@Nullable Order order, String why) {
    if (order != null) {
      order.reply().completeExceptionally(new BadInputException(name + " " + why));
    }
  }

  private void refuseOrders() {
    refuse(holdAt, "ended before that operation");
    for (Order order = orders.poll(); order != null; order = orders.poll()) {
      order.reply().completeExceptionally(new BadInputException(name + " has ended"));
    }
  }

  private String state() {
    if (ended) {
      return "ending";
    } else if (!waitsFor.isEmpty()) {
      return "waiting";
    }
    return held ? "held" : counting ? "counting" : "running";
  }

  private void publish() {
    status =
        new RunStatus(
            name,
            run.program(),
            state(),
            operation(),
            operations,
            seat.standingName(),
            seat.nowKb(),
            waitsFor,
            seat.findings().count(),
            seat.swaps().stream().filter(SwapRow::made).count(),
            seat.swaps().stream().filter(row -> !row.made()).count(),
            seat.incidents().isEmpty()
                ? ""
                : seat.incidents().get(seat.incidents().size() - 1).text());
  }

  // What other threads may call.

  /** How far it was at the last safepoint. */
  RunStatus status() {
    return status;
  }

  /** What was found out; null before the end, and when it broke off. */
  @Nullable RunResult result() {
    return result;
  }

  /** What was reported; null before the end. */
  @Nullable Result findings() {
    return over.getCount() > 0
        ? null
        : RunResult.ofFindings(name, seat.findings().entries(), seat.findings().count());
  }

  /** Why there is no result; null when there is or will be one. */
  @Nullable BadInputException refusal() {
    return refusal;
  }

  /** Asks for something; the reply comes at a safepoint. */
  Order order(Order.Command command) {
    Order order = Order.of(command);
    orders.add(order);
    if (over.getCount() == 0) {
      refuseOrders();
    }
    return order;
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
    nondeterministic = true;
    Course on = course;
    if (on != null) {
      on.resumeBehind(seat.ground().kernel());
    }
    if (!seat.takeOver(failure)) {
      refuse(failure);
      ended = true;
    }
    drive();
  }
}
