// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.RunPlan;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunsListener;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.run.listen.Mailbox;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.RunCheck;
import kasan.lab.internal.run.plan.RunTools;

/**
 * Starts runs, knows them, and passes on to them which schemes come and go. Of those that have
 * ended it keeps the last few.
 */
public final class RunDesk {
  private static final int ENDED_KEPT = 16;

  private final RunTools tools;
  private final List<Started> runs = new ArrayList<>();
  private final List<Mailbox<RunsListener>> listeners = new CopyOnWriteArrayList<>();
  private int started;

  private record Started(RunHandle handle, RunLoop loop, int hangSeconds) {}

  /**
   * @param tools what runs find around them
   */
  public RunDesk(RunTools tools) {
    this.tools = tools;
  }

  /** Checks a plan and starts it. */
  public Run start(RunPlan plan) {
    return start(plan, loop -> {});
  }

  /** The same, held before its first operation. */
  public Run startHeld(RunPlan plan) {
    return start(plan, loop -> loop.order(Commands::hold));
  }

  private Run start(RunPlan plan, Consumer<RunLoop> before) {
    CheckedRun checked = checked(plan);
    Started run;
    synchronized (runs) {
      String name = "run-" + ++started;
      var loop = new RunLoop(name, tools, checked);
      run = new Started(new RunHandle(name, loop), loop, plan.hangSeconds());
      runs.add(run);
      forgetOld();
      tell(run.handle);
    }
    before.accept(run.loop);
    run.loop.start();
    return run.handle;
  }

  private void tell(Run started) {
    listeners.forEach(listener -> listener.post(told -> told.started(started)));
  }

  /** Tells somebody of all runs. */
  public Listening listen(RunsListener listener) {
    var mailbox = new Mailbox<>(listener, "runs");
    synchronized (runs) {
      runs.forEach(run -> mailbox.post(told -> told.started(run.handle)));
      listeners.add(mailbox);
    }
    return () -> {
      listeners.remove(mailbox);
      mailbox.close();
    };
  }

  private CheckedRun checked(RunPlan plan) {
    try {
      return new Wall(plan.hangSeconds()).run("plan of a run", () -> RunCheck.check(tools, plan));
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private void forgetOld() {
    int ended = 0;
    for (int i = runs.size() - 1; i >= 0; i--) {
      if (runs.get(i).loop.over() && ++ended > ENDED_KEPT) {
        runs.remove(i);
      }
    }
  }

  /** Runs, the oldest first. */
  public List<Run> all() {
    synchronized (runs) {
      var all = new ArrayList<Run>();
      runs.forEach(run -> all.add(run.handle));
      return all;
    }
  }

  /** A scheme has come; a run that waits for it goes on. */
  public void came(String scheme) {
    for (Started each : going()) {
      each.loop.order(run -> run.came(scheme));
    }
  }

  /**
   * A scheme goes. Returns when no run holds anything of it, or when code of it that hangs has been
   * given up.
   */
  public void gone(ShadowScheme service) {
    var waiting = new ArrayList<Order<?>>();
    long seconds = 1;
    for (Started each : going()) {
      waiting.add(each.loop.order(run -> run.gone(service)));
      seconds = Math.max(seconds, 2L * each.hangSeconds);
    }
    for (Order<?> order : waiting) {
      try {
        order.reply().get(seconds, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // Ended meanwhile, or the watcher of that run gives the scheme up.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Ends all runs, when the laboratory itself goes; nobody is told of new ones. */
  public void close() {
    listeners.forEach(Mailbox::close);
    for (Started run : going()) {
      run.loop.order(Commands::end);
    }
  }

  private List<Started> going() {
    synchronized (runs) {
      return runs.stream().filter(run -> !run.loop.over()).toList();
    }
  }
}
