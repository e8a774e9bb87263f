// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.concurrent.TimeUnit;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.bench.Machine;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.scheme.Instrumentation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pause of a hot swap, there or back, on a kernel that has run for a second, beside memset of
 * the shadow of all memory in use.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SwapPauseBench {
  private static final int CPUS = 4;
  private static final int GRANULE_SHIFT = 3;
  private static final int PIECE_BYTES = 4 << 20;

  /** RAM of the machine. */
  @Param({"1", "16", "256"})
  public int ramGib = 1;

  /** What is swapped to and from. */
  @Param({"page", "ondemand", "original"})
  public String scheme = "page";

  @SuppressWarnings("NullAway.Init") // set before each trial
  private PlacingKernel kernel;

  private String other = "";
  private double peer;

  /** Boots, and runs the workload for a moment. */
  @Setup(Level.Trial)
  public void boot() {
    other = scheme.equals("ondemand") ? "page" : "ondemand";
    kernel = Machine.boot(other, Instrumentation.OUTLINE, (long) ramGib << 10, CPUS);
    var batch = new EventBatch();
    try (EventSource source = Machine.kernelBuild(kernel, 1, 100)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
    }
  }

  /** The peer has its turn. */
  @Setup(Level.Iteration)
  public void peer() {
    long shadowBytes = (kernel.memTotalKb() - kernel.memFreeKb()) << 10 >> GRANULE_SHIFT;
    peer =
        Peer.nanos("fill", Integer.toString(PIECE_BYTES))
            * (shadowBytes << GRANULE_SHIFT)
            / PIECE_BYTES;
  }

  /** Swaps there and back. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void swap(PeerCount count) {
    count.nanos(peer);
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
