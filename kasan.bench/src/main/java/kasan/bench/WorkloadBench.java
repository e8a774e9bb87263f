// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import java.util.concurrent.TimeUnit;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ModelledKernel;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Operations of a kernel build that a modelled kernel does, requests and accesses alike, with the
 * workload that makes them, on one core. Read {@code operations} (per minute): 10^7 is the goal.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MINUTES)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class WorkloadBench {
  private static final int RAM_MIB = 2048;
  private static final int CPUS = 4;
  private static final int SECONDS = 1 << 16;

  /** The scheme that the kernel carries. */
  @Param({"floor", "original", "page", "ondemand"})
  public String scheme = "floor";

  private final EventBatch batch = new EventBatch();

  @SuppressWarnings("NullAway.Init") // set before each trial
  private ModelledKernel kernel;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private EventSource source;

  /** What was done. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    /** Operations of the workload. */
    public long operations;
  }

  /** Boots. */
  @Setup(Level.Trial)
  public void boot() {
    kernel = Machine.boot(scheme, RAM_MIB, CPUS);
    source = Machine.kernelBuild(kernel, SECONDS, 100);
  }

  /** Makes and applies one batch. */
  @Benchmark
  public void kernelBuild(Count count) {
    if (!source.next(batch)) {
      throw new IllegalStateException("the workload has come to its end");
    }
    kernel.apply(batch, 0, batch.size, source);
    count.operations += batch.size;
  }

  /** Ends. */
  @TearDown(Level.Trial)
  public void close() {
    source.close();
    kernel.close();
  }
}
