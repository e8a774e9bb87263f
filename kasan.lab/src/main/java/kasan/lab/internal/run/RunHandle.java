// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.run.Allocator;
import kasan.lab.api.run.BlockView;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.PageView;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunListener;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.ShadowMap;
import kasan.lab.internal.run.listen.RunMailbox;
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
  public RunStatus status() {
    return loop.status();
  }

  @Override
  public Listening listen(RunListener listener, Duration pace) {
    var mailbox = new RunMailbox(listener, pace, name);
    loop.listen(mailbox);
    return mailbox;
  }

  @Override
  public RunStatus hold() throws InterruptedException {
    return ask(Commands::hold);
  }

  @Override
  public RunStatus holdAt(long operation) throws InterruptedException {
    return answer(loop.order(operation, Commands::hold));
  }

  @Override
  public RunStatus resume() throws InterruptedException {
    return ask(Commands::resume);
  }

  @Override
  public Result swap(String scheme) throws InterruptedException {
    return ask(run -> run.swap(scheme));
  }

  @Override
  public Result end() throws InterruptedException {
    ask(Commands::end);
    loop.awaitOver();
    return result();
  }

  @Override
  public Result findings() throws InterruptedException {
    Result done = loop.findings();
    return done == null ? ask(Commands::findings) : done;
  }

  @Override
  public Result shadow(long address) throws InterruptedException {
    return ask(run -> run.look(address));
  }

  @Override
  public Result places() throws InterruptedException {
    return ask(Commands::examples);
  }

  @Override
  public ShadowMap shadowMap(long firstBlock, long blocks, int cells) throws InterruptedException {
    return ask(run -> run.map(firstBlock, blocks, cells));
  }

  @Override
  public BlockView block(long block) throws InterruptedException {
    return ask(run -> run.block(block));
  }

  @Override
  public PageView page(long pfn) throws InterruptedException {
    return ask(run -> run.page(pfn));
  }

  @Override
  public Result access(int cpu, long address, long bytes, boolean write)
      throws InterruptedException {
    return ask(run -> run.access(cpu, address, bytes, write));
  }

  @Override
  public Result alloc(int cpu, Allocator allocator, long bytes) throws InterruptedException {
    return ask(run -> run.alloc(cpu, allocator, bytes));
  }

  @Override
  public Result free(int cpu, long address) throws InterruptedException {
    return ask(run -> run.free(cpu, address));
  }

  @Override
  public long addressOf(String object) throws InterruptedException {
    return ask(run -> run.addressOf(object));
  }

  @Override
  public Result result() throws InterruptedException {
    Result done = over();
    return done == null ? ask(Commands::tell) : done;
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

  private <T> T ask(Order.Wish<T> wish) throws InterruptedException {
    return answer(loop.order(wish));
  }

  private static <T> T answer(Order<T> order) throws InterruptedException {
    try {
      return order.reply().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BadInputException bad) {
        throw bad;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
