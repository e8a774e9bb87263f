// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.plan;
import static kasan.lab.internal.run.Laboratory.row;
import static kasan.lab.internal.run.Laboratory.rows;
import static kasan.lab.internal.run.Laboratory.untilOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import kasan.api.report.Result;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.RunListener;
import kasan.lab.api.run.RunSample;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Swap;
import org.junit.jupiter.api.Test;

/** Who listens hears what the result says; the run waits for nobody. */
class ListenToARunTest {
  private static final Duration PACE = Duration.ofMillis(20);
  private static final String ENDLESS = "churn.length=100000000";

  private final Laboratory lab = new Laboratory();

  /** Keeps what it is told. */
  private static final class Notebook implements RunListener {
    private final List<Object> events = new ArrayList<>();
    private final BlockingQueue<RunSample> samples = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void swapped(Swap swap) {
      events.add(swap);
    }

    @Override
    public void found(RunFinding finding) {
      events.add(finding);
    }

    @Override
    public void sampled(RunSample sample) {
      samples.add(sample);
    }

    @Override
    public void ended(RunStatus status) {
      events.add(status);
      over.countDown();
    }

    /** The next sample in that state. */
    RunSample next(RunState state) throws InterruptedException {
      RunSample sample = samples.take();
      while (sample.status().state() != state) {
        sample = samples.take();
      }
      return sample;
    }

    List<Object> all() throws InterruptedException {
      over.await();
      return events;
    }
  }

  @Test
  void listenerHearsSwapsAndFindingsInTheirOrderAndTheEnd() throws Exception {
    Run run =
        lab.desk.start(plan("page", List.of("30%=ondemand", "60%=granular"), "churn.bug-at=9000"));
    var notebook = new Notebook();
    run.listen(notebook, PACE);

    List<Object> told = notebook.all();

    Result result = run.result();
    var rows = new ArrayList<Object>();
    told.stream().filter(Swap.class::isInstance).forEach(one -> rows.add(((Swap) one).tree(false)));
    assertEquals(result.tree().get("swaps"), rows);
    RunFinding found =
        (RunFinding) told.stream().filter(RunFinding.class::isInstance).findFirst().orElseThrow();
    assertEquals(row(result, "findings", 0).get("atOperation"), found.atOperation());
    assertEquals(1, rows(result, "findings"));
    assertTrue(told.indexOf(found) > 0, "the first swap was before");
    assertEquals(run.status(), told.get(told.size() - 1));
    assertEquals(RunState.ENDED, run.status().state());
  }

  @Test
  void whoListensToARunThatIsOverHearsAllOfIt() throws Exception {
    Run run = lab.desk.start(plan("page", List.of("30%=ondemand"), "churn.bug-at=9000"));
    untilOver(run);
    var notebook = new Notebook();

    run.listen(notebook, PACE);

    List<Object> told = notebook.all();
    assertTrue(told.get(0) instanceof Swap, told::toString);
    assertTrue(told.get(1) instanceof RunFinding, told::toString);
    assertEquals(run.status(), told.get(2));
  }

  @Test
  void whoListensHearsWhatBefellTheScheme() throws Exception {
    Run run = lab.desk.start(plan("misbehaving", List.of(), "misbehaving.fault=throws"));
    var notebook = new Notebook();
    run.listen(notebook, PACE);

    RunStatus last = (RunStatus) notebook.all().get(0);

    assertTrue(
        String.valueOf(last.last()).startsWith("scheme 'misbehaving' threw"), last::toString);
  }

  /** The picture of a sample and that of the result are of the same kernel. */
  @Test
  void lastSampleAgreesWithTheResult() throws Exception {
    Run run = lab.desk.start(plan("page", List.of()));
    var notebook = new Notebook();
    run.listen(notebook, PACE);
    notebook.all();

    RunSample last = List.copyOf(notebook.samples).get(notebook.samples.size() - 1);

    Result result = run.result();
    var bill = row(result, "rows", 0);
    assertEquals(((Map<?, ?>) bill.get("memory")).get("totalEndKb"), last.shadow().totalKb());
    assertEquals(((Map<?, ?>) bill.get("work")).get("unmaps"), last.work().unmaps());
    var slab = (Map<?, ?>) result.tree().get("slab");
    assertEquals(slab.get("endKb"), 4 * last.slab().pages());
    var meminfo = (Map<?, ?>) result.tree().get("meminfo");
    assertEquals(meminfo.get("MemFree"), 4 * last.freePages());
    assertEquals(20_000, last.counts().events());
  }

  @Test
  void sampleOfARunThatIsHeldIsOfTheMomentInWhichItStopped() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    var notebook = new Notebook();
    run.listen(notebook, Duration.ofDays(1));
    notebook.next(RunState.RUNNING);

    RunStatus held = run.hold();

    assertEquals(held, notebook.next(RunState.HELD).status());
    run.swap("ondemand");
    assertEquals("ondemand", notebook.next(RunState.HELD).status().scheme());
    run.end();
  }

  /** Real time is the laboratory's to tell: without any nobody gets a second sample. */
  @Test
  void samplesComeAtThePaceThatWasAskedForAndWhenTheStateChanges() throws Exception {
    var still = new Laboratory(() -> 7);
    var ticks = new AtomicLong();
    var fast = new Laboratory(() -> ticks.addAndGet(PACE.toNanos()));

    assertEquals(2, samples(still), "one when it runs, one when it ends");
    assertTrue(samples(fast) >= 5, "one after each batch of 4,096 operations");
  }

  private static long samples(Laboratory lab) throws InterruptedException {
    Run run = lab.desk.start(plan("page", List.of("0=original")));
    var count = new AtomicLong();
    var over = new CountDownLatch(1);
    run.listen(
        new RunListener() {
          @Override
          public void sampled(RunSample sample) {
            count.addAndGet(1 + sample.skipped());
          }

          @Override
          public void ended(RunStatus status) {
            over.countDown();
          }
        },
        PACE);
    over.await();
    return count.get();
  }

  @Test
  void listenerThatIsStuckHoldsNobodyUpAndIsToldWhatItMissed() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    var release = new CountDownLatch(1);
    var heard = new AtomicLong();
    var skipped = new AtomicLong();
    var over = new CountDownLatch(1);
    run.listen(
        new RunListener() {
          @Override
          public void swapped(Swap swap) {
            heard.incrementAndGet();
          }

          @Override
          public void sampled(RunSample sample) {
            skipped.addAndGet(sample.skipped());
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public void ended(RunStatus status) {
            over.countDown();
          }
        },
        Duration.ofDays(1));
    var notebook = new Notebook();
    run.listen(notebook, Duration.ofDays(1));
    run.hold();

    for (int i = 0; i < 400; i++) {
      run.swap(i % 2 == 0 ? "original" : "page");
    }
    run.end();

    assertEquals(401, notebook.all().size(), "400 swaps and the end");
    release.countDown();
    over.await();
    assertTrue(heard.get() < 400, () -> "heard " + heard);
    assertTrue(skipped.get() >= 400 - heard.get(), () -> "skipped " + skipped);
  }

  @Test
  void listenerThatThrowsIsToldTheNextAllTheSame() throws Exception {
    Run run = lab.desk.start(plan("page", List.of("30%=ondemand", "60%=page")));
    var swaps = new AtomicLong();
    var over = new CountDownLatch(1);
    run.listen(
        new RunListener() {
          @Override
          public void swapped(Swap swap) {
            swaps.incrementAndGet();
            throw new AssertionError("on purpose");
          }

          @Override
          public void ended(RunStatus status) {
            over.countDown();
          }
        },
        PACE);

    over.await();

    assertEquals(2, swaps.get());
    assertEquals(0, run.result().status());
  }

  @Test
  void listenerThatHasBeenClosedHearsNothingMore() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    var notebook = new Notebook();
    Listening listening = run.listen(notebook, PACE);
    notebook.next(RunState.RUNNING);

    listening.close();
    run.hold();
    run.swap("ondemand");
    run.end();

    assertTrue(notebook.events.isEmpty(), notebook.events::toString);
  }

  @Test
  void whoListensForRunsHearsOfThoseThatThereAreAndOfNewOnes() throws Exception {
    Run first = lab.desk.start(plan("page", List.of()));
    BlockingQueue<String> names = new LinkedBlockingQueue<>();
    Listening listening = lab.desk.listen(run -> names.add(run.name()));
    Run second = lab.desk.start(plan("page", List.of()));

    assertEquals(first.name(), names.take());
    assertEquals(second.name(), names.take());
    listening.close();
    untilOver(first);
    untilOver(second);
  }
}
