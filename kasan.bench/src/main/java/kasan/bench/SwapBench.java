// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import java.util.concurrent.TimeUnit;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ModelledKernel;
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
 * The pause of a hot swap: from what the kernel carries to {@code scheme}, and back. It should grow
 * with live objects and blocks ({@code percent} of the memory that a build has in use); RAM should
 * add at most a millisecond for 64 GiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SwapBench {
  private static final int CPUS = 4;

  /** RAM of the machine. */
  @Param({"1", "16", "256"})
  public int ramGib = 1;

  /** Memory in use. */
  @Param({"10", "100"})
  public int percent = 10;

  /** What is swapped to and from. */
  @Param({"page", "ondemand", "original"})
  public String scheme = "page";

  @SuppressWarnings("NullAway.Init") // set before each trial
  private ModelledKernel kernel;

  private String other = "";

  /** Boots, and runs the workload for a moment. */
  @Setup(Level.Trial)
  public void boot() {
    other = scheme.equals("ondemand") ? "page" : "ondemand";
    kernel = Machine.boot(other, (long) ramGib << 10, CPUS);
    var batch = new EventBatch();
    try (EventSource source = Machine.kernelBuild(kernel, 1, percent)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
    }
    System.out.println(kernel.counts().liveObjects() + " live objects");
  }

  /** Swaps there and back; a pause is half of it. */
  @Benchmark
  public void swapThereAndBack() {
    swap(scheme);
    swap(other);
  }

  private void swap(String name) {
    kernel.swap(Machine.choice(name));
  }

  /** Ends. */
  @TearDown(Level.Trial)
  public void close() {
    kernel.close();
  }
}
