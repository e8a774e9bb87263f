// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.ExecutionException;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Run;
import org.jspecify.annotations.Nullable;

/** A run as others see it. */
final class RunHandle implements Run {
  private final String name;
  private final RunLoop loop;

  RunHandle(String name, RunLoop loop) {
    this.name = name;
    this.loop = loop;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Result status() {
    return loop.status().result();
  }

  @Override
  public Result hold() throws InterruptedException {
    return ask(new Order.Hold());
  }

  @Override
  public Result holdAt(long operation) throws InterruptedException {
    return ask(new Order.HoldAt(operation));
  }

  @Override
  public Result resume() throws InterruptedException {
    return ask(new Order.Resume());
  }

  @Override
  public Result swap(String scheme) throws InterruptedException {
    return ask(new Order.Swap(scheme));
  }

  @Override
  public Result end() throws InterruptedException {
    ask(new Order.End());
    loop.awaitOver();
    return result();
  }

  @Override
  public Result findings() throws InterruptedException {
    Result done = loop.findings();
    return done == null ? ask(new Order.Findings()) : done;
  }

  @Override
  public Result shadow(long address) throws InterruptedException {
    return ask(new Order.Look(address));
  }

  @Override
  public Result places() throws InterruptedException {
    return ask(new Order.Examples());
  }

  @Override
  public Result access(int cpu, long address, long bytes, boolean write)
      throws InterruptedException {
    return ask(new Order.Touch(cpu, address, bytes, write));
  }

  @Override
  public Result result() throws InterruptedException {
    Result done = over();
    return done == null ? ask(new Order.Tell()) : done;
  }

  @Override
  public boolean await(long millis) throws InterruptedException {
    return loop.awaitOver(millis);
  }

  private @Nullable Result over() {
    BadInputException refusal = loop.refusal();
    if (refusal != null) {
      throw refusal;
    }
    return loop.result();
  }

  private Result ask(Order.Command command) throws InterruptedException {
    try {
      return loop.order(command).reply().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BadInputException bad) {
        throw bad;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
