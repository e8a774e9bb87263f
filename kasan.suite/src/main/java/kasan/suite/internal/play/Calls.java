// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.MissReason;
import kasan.suite.internal.finding.Chronicle;
import kasan.suite.internal.finding.Console;
import kasan.suite.internal.finding.Deferral;
import kasan.suite.internal.program.Condition;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Verb;
import org.jspecify.annotations.Nullable;

/** Makes the calls that statements ask for. */
final class Calls {
  private static final long NANOS_PER_MICRO = 1_000;

  private final KernelCalls calls;
  private final Accesses accesses;
  private final Values values;
  private final Tasks tasks;
  private final Pools pools;
  private final Swapper swapper;
  private final long pageBytes;
  private final Console console;
  private final @Nullable Chronicle chronicle;
  private final Map<String, Cache> caches = new HashMap<>();

  /** What work items are to free that have not run yet. */
  private final Queue<Long> work = new ArrayDeque<>();

  Calls(
      ModelledKernel kernel,
      Accesses accesses,
      Values values,
      Constants constants,
      Swapper swapper,
      Console console,
      @Nullable Chronicle chronicle) {
    this.console = console;
    this.chronicle = chronicle;
    this.calls = kernel.calls();
    this.accesses = accesses;
    this.values = values;
    this.swapper = swapper;
    this.pageBytes = constants.page();
    this.tasks = new Tasks(calls, kernel.machine().cpus(), values, constants.granule(), chronicle);
    this.pools = new Pools(calls);
  }

  /** Runs one statement that is no loop. */
  void run(Statement statement) {
    MissReason stray = givesBack(statement.verb()) ? accesses.stray(value(statement, 0)) : null;
    if (chronicle != null) {
      chronicle.at(
          tasks.cpuOf(statement),
          Tasks.nameOf(statement),
          tasks.pidOf(statement),
          statement.verb().word(),
          statement.line());
    }
    console.at(Tasks.nameOf(statement));
    if (chronicle != null && statement.verb() != Verb.KSIZE && givesBack(statement.verb())) {
      givenBack(chronicle, statement);
    }
    call(statement);
    if (stray != null) {
      accesses.calledWithStray(stray);
    }
  }

  private void givenBack(Chronicle known, Statement statement) {
    long address = accesses.untagged(number(statement, 0));
    if (statement.verb() == Verb.KFREE_RCU) {
      known.queued(address, Deferral.CALL_RCU);
    } else if (statement.verb() == Verb.QUEUE_WORK) {
      known.queued(address, Deferral.WORK);
    } else if (statement.verb() == Verb.CACHE_FREE && cache(statement).rcu) {
      known.queued(address, Deferral.SLUB_RCU_DEBUG);
    } else {
      known.freed(address);
    }
  }

  /** Whether a call hands its first argument to an allocator. */
  private static boolean givesBack(Verb verb) {
    return switch (verb) {
      case KFREE,
          KFREE_SENSITIVE,
          KFREE_RCU,
          QUEUE_WORK,
          KSIZE,
          KREALLOC,
          CACHE_FREE,
          FREE_PAGES,
          VFREE,
          MEMPOOL_FREE ->
          true;
      default -> false;
    };
  }

  private void call(Statement statement) {
    int cpu = tasks.cpuOf(statement);
    switch (statement.verb()) {
      case KMALLOC, KREALLOC, ALLOC_PAGES, VMALLOC, CACHE_ALLOC, MEMPOOL_ALLOC, GLOBAL, ALLOCA ->
          give(statement, handOut(cpu, statement));
      case KFREE -> calls.kfree(cpu, number(statement, 0));
      case KFREE_SENSITIVE -> calls.kfreeSensitive(cpu, number(statement, 0));
      case KFREE_RCU -> calls.kfreeRcu(cpu, number(statement, 0));
      case RCU_BARRIER -> calls.rcuBarrier(cpu);
      case QUEUE_WORK -> work.add(number(statement, 0));
      case FLUSH_WORKQUEUE -> runWork(cpu);
      case KSIZE -> give(statement, new Value(calls.ksize(cpu, number(statement, 0))));
      case CACHE -> createCache(statement);
      case CACHE_DESTROY -> calls.destroyCache(cpu, cache(statement).number);
      case CACHE_FREE -> calls.cacheFree(cpu, cache(statement).number, number(statement, 0));
      case FREE_PAGES -> calls.freePages(cpu, number(statement, 0), (int) number(statement, 1));
      case VFREE -> calls.vfree(cpu, number(statement, 0));
      case LINEAR -> linear(statement);
      case MEMPOOL_KMALLOC, MEMPOOL_PAGE ->
          pools.create(cpu, statement.target(), statement.verb(), number(statement, 0), 0);
      case MEMPOOL_SLAB ->
          pools.create(
              cpu,
              statement.target(),
              statement.verb(),
              cache(statement).bytes,
              cache(statement).number);
      case MEMPOOL_FREE -> pools.put(cpu, statement.names().get(0), number(statement, 0));
      case MEMPOOL_DESTROY -> pools.destroy(cpu, statement.names().get(0));
      case FORK -> tasks.fork(cpu, statement.target(), forkedTo(cpu, statement));
      case EXIT -> tasks.exit(cpu, statement.names().get(0));
      case ENTER -> tasks.enter(cpu, statement);
      case LEAVE -> tasks.leave(cpu, statement);
      case SCOPE_END -> tasks.scope(cpu, statement, false);
      case SCOPE_BEGIN -> tasks.scope(cpu, statement, true);
      case READ, WRITE, CHECK_READ, CHECK_WRITE, MEMSET, MEMCPY, MEMMOVE -> access(cpu, statement);
      case KASAN_DISABLE -> console.disable();
      case KASAN_ENABLE -> console.enable();
      case SLEEP -> {
        calls.advance(number(statement, 0) * NANOS_PER_MICRO);
        runWork(cpu);
      }
      case SWAP -> swap(statement);
      case SET -> values.set(statement.target(), value(statement, 0));
      case EXPECT -> expect(statement);
      case REPEAT, END -> throw new IllegalArgumentException(statement.text());
    }
  }

  private void runWork(int cpu) {
    while (!work.isEmpty()) {
      calls.kfree(cpu, work.remove());
    }
  }

  /** The program is over: its tasks end. */
  void end() {
    tasks.exitAll();
  }

  private Value value(Statement statement, int index) {
    return values.of(statement.arguments().get(index));
  }

  private long number(Statement statement, int index) {
    return value(statement, index).number();
  }

  private void give(Statement statement, Value value) {
    if (!statement.target().isEmpty()) {
      values.set(statement.target(), value);
    }
  }

  private Value handOut(int cpu, Statement statement) {
    Value value = handedOut(cpu, statement);
    Pointer pointer = value.origin();
    if (chronicle != null && pointer != null) {
      long address = accesses.untagged(pointer.address);
      switch (statement.verb()) {
        case VMALLOC -> chronicle.areaAllocated(address, pointer.bytes);
        case GLOBAL -> chronicle.global(statement.target(), address, pointer.bytes);
        case ALLOCA -> {}
        default -> chronicle.allocated(address);
      }
    }
    return value;
  }

  private Value handedOut(int cpu, Statement statement) {
    Pointer pointer =
        switch (statement.verb()) {
          case KMALLOC -> kmalloc(cpu, statement);
          case KREALLOC -> krealloc(cpu, statement);
          case ALLOC_PAGES -> pages(cpu, statement);
          case VMALLOC ->
              accesses.pointer(calls.vmalloc(cpu, number(statement, 0)), number(statement, 0));
          case CACHE_ALLOC ->
              accesses.pointer(
                  calls.cacheAlloc(cpu, cache(statement).number, KernelCalls.GFP_KERNEL),
                  cache(statement).bytes);
          case MEMPOOL_ALLOC -> fromPool(cpu, statement);
          case GLOBAL ->
              new Pointer(
                  calls.registerGlobal(cpu, statement.target(), number(statement, 0)),
                  number(statement, 0),
                  0);
          default -> tasks.alloca(cpu, statement, number(statement, 0));
        };
    if (pointer == null) {
      return new Value(0);
    }
    if (pointer.address == 0) {
      throw new NotApplicableException("the kernel has no memory for '" + statement.text() + "'");
    }
    return new Value(pointer.address, pointer);
  }

  private Pointer kmalloc(int cpu, Statement statement) {
    int gfp =
        statement.options().contains("atomic") ? KernelCalls.GFP_ATOMIC : KernelCalls.GFP_KERNEL;
    if (statement.options().contains("zero")) {
      gfp |= KernelCalls.GFP_ZERO;
    }
    long bytes = number(statement, 0);
    return accesses.pointer(calls.kmalloc(cpu, bytes, gfp), bytes);
  }

  /** krealloc gives null when it has something to report. */
  private @Nullable Pointer krealloc(int cpu, Statement statement) {
    long bytes = number(statement, 1);
    long address = calls.krealloc(cpu, number(statement, 0), bytes, KernelCalls.GFP_KERNEL);
    return address == 0 ? null : accesses.pointer(address, bytes);
  }

  private Pointer pages(int cpu, Statement statement) {
    int gfp =
        statement.options().contains("movable") ? KernelCalls.GFP_MOVABLE : KernelCalls.GFP_KERNEL;
    int order = (int) number(statement, 0);
    return accesses.pointer(calls.allocPages(cpu, order, gfp), pageBytes << order);
  }

  private Pointer fromPool(int cpu, Statement statement) {
    String pool = statement.names().get(0);
    return accesses.pointer(pools.take(cpu, pool), pools.elementBytes(pool, pageBytes));
  }

  private void createCache(Statement statement) {
    int flags = KernelCalls.CACHE_NO_MERGE;
    flags |= statement.options().contains("ctor") ? KernelCalls.CACHE_CTOR : 0;
    flags |= statement.options().contains("rcu") ? KernelCalls.CACHE_TYPESAFE_BY_RCU : 0;
    flags |= statement.options().contains("reclaimable") ? KernelCalls.CACHE_RECLAIMABLE : 0;
    long bytes = number(statement, 0);
    int number = calls.createCache(statement.target(), bytes, 0, flags);
    if (number == 0) {
      throw new NotApplicableException("no memory for cache " + statement.target());
    }
    caches.put(statement.target(), new Cache(number, bytes, statement.options().contains("rcu")));
  }

  private Cache cache(Statement statement) {
    Cache cache = caches.get(statement.names().get(0));
    if (cache == null) {
      throw new NotApplicableException(
          "there is no cache " + statement.names().get(0) + " in this mode");
    }
    return cache;
  }

  private void linear(Statement statement) {
    Value area = value(statement, 0);
    long address = calls.vmallocToLinear(area.number());
    give(statement, new Value(address, accesses.pointer(address, pageBytes)));
  }

  private long forkedTo(int cpu, Statement statement) {
    return statement.arguments().isEmpty() ? cpu : number(statement, 0);
  }

  private void access(int cpu, Statement statement) {
    Value address = value(statement, 0);
    int last = statement.arguments().size() - 1;
    long bytes = number(statement, last);
    boolean packed = statement.options().contains("packed");
    switch (statement.verb()) {
      case READ -> accesses.compiled(cpu, address, bytes, false, packed);
      case WRITE -> accesses.compiled(cpu, address, bytes, true, packed);
      case CHECK_READ -> accesses.runtime(cpu, address, bytes, false);
      case CHECK_WRITE, MEMSET -> accesses.runtime(cpu, address, bytes, true);
      default -> {
        if (accesses.runtime(cpu, value(statement, 1), bytes, false)) {
          accesses.runtime(cpu, address, bytes, true);
        }
      }
    }
  }

  private void swap(Statement statement) {
    String refusal = swapper.swap(statement.names().isEmpty() ? "" : statement.names().get(0));
    if (refusal != null) {
      throw new NotApplicableException("the swap was refused: " + refusal);
    }
  }

  private void expect(Statement statement) {
    Condition condition = statement.condition();
    if (condition != null && !values.holds(condition)) {
      throw new NotApplicableException(
          "line " + statement.line() + ": does not hold: " + condition);
    }
  }

  /**
   * A slab cache of the program.
   *
   * @param number as the kernel has it
   * @param bytes of an object
   * @param rcu whether its objects are given back only when nobody may read them
   */
  private record Cache(int number, long bytes, boolean rcu) {}
}
