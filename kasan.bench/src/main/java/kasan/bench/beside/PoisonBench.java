// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.concurrent.TimeUnit;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import kasan.bench.Machine;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.kernel.KernelCalls;
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
 * Poisoning and unpoisoning memory of some size, in turns, at addresses that follow one another in
 * 4 MiB of allocated pages, beside memset of as many shadow bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoisonBench {
  private static final int RAM_MIB = 1024;
  private static final int BLOCK_ORDER = 10;
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int TIMES = 64;

  /** The scheme that the kernel carries. */
  @Param({"original", "page", "ondemand"})
  public String scheme = "original";

  /** How much memory at once. */
  @Param({"8", "64", "512", "4096", "65536", "262144", "4194304"})
  public int bytes = 64;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private PlacingKernel kernel;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private Shadow shadow;

  private long block;
  private double peer;
  private int at;

  /** Boots. */
  @Setup(Level.Trial)
  public void boot() {
    kernel = Machine.boot(scheme, Instrumentation.OUTLINE, RAM_MIB, 2);
    KernelCalls calls = kernel.calls();
    block = calls.allocPages(0, BLOCK_ORDER, KernelCalls.GFP_KERNEL);
    shadow = kernel.current().shadow();
  }

  /** The peer has its turn. */
  @Setup(Level.Iteration)
  public void peer() {
    peer = Peer.nanos("fill", Integer.toString(bytes));
  }

  /** The next ranges. */
  @Benchmark
  @OperationsPerInvocation(2 * TIMES)
  public void fill(PeerCount count) {
    count.nanos(peer);
    for (int i = 0; i < TIMES; i++) {
      shadow.poison(0, block + at, bytes, ShadowByte.SLAB_FREE);
      shadow.unpoison(0, block + at, bytes);
      at = (at + bytes) & (BLOCK_BYTES - 1);
    }
  }

  /** Ends. */
  @TearDown(Level.Trial)
  public void close() {
    kernel.close();
  }
}
