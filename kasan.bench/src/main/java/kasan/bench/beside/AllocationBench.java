// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Memory that is asked for and given back at once, with all that KASAN does about it, beside a list
 * of free objects in C with redzones, a quarantine of the same length and memset of the shadow.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AllocationBench {
  private static final int RAM_MIB = 1024;
  private static final int TIMES = 64;
  private static final long NANOS_OF_ONE = 2000;

  /** What a quarantine holds at most: one 32nd of RAM. */
  private static final long QUARANTINE_BYTES = (long) RAM_MIB << 15;

  /** Of kmalloc-64 with its redzone and the free metadata: what counts in the quarantine. */
  private static final int SLOT_BYTES = 128;

  private static final long OBJECT_BYTES = 64;
  private static final int PAGE_BYTES = 4096;
  private static final int AREA_BYTES = 4 * PAGE_BYTES;

  /** The scheme that the kernel carries. */
  @Param({"original", "page", "ondemand"})
  public String scheme = "original";

  /** What is asked for. */
  @Param({"kmalloc-64", "page", "vmalloc-16k"})
  public String request = "kmalloc-64";

  @SuppressWarnings("NullAway.Init") // set before each trial
  private PlacingKernel kernel;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private KernelCalls calls;

  private double peer;

  /** Boots, and fills the quarantine. */
  @Setup(Level.Trial)
  public void boot() {
    kernel = Machine.boot(scheme, Instrumentation.OUTLINE, RAM_MIB, 2);
    calls = kernel.calls();
    if (request.startsWith("kmalloc")) {
      for (long i = 0; i < 2 * QUARANTINE_BYTES / SLOT_BYTES; i++) {
        calls.kfree(0, calls.kmalloc(0, OBJECT_BYTES, KernelCalls.GFP_KERNEL));
      }
    }
  }

  /** The peer has its turn. */
  @Setup(Level.Iteration)
  public void peer() {
    List<String> use =
        switch (request) {
          case "kmalloc-64" ->
              List.of(
                  "kmalloc",
                  Long.toString(OBJECT_BYTES),
                  Long.toString(QUARANTINE_BYTES / SLOT_BYTES));
          case "page" -> List.of("pages", Integer.toString(PAGE_BYTES));
          default -> List.of("vmalloc", Integer.toString(AREA_BYTES));
        };
    peer = Peer.nanos(use.toArray(String[]::new));
  }

  /** Asks and gives back. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void pairs(PeerCount count) {
    count.nanos(peer);
    for (int i = 0; i < TIMES; i++) {
      switch (request) {
        case "kmalloc-64" -> calls.kfree(0, calls.kmalloc(0, OBJECT_BYTES, KernelCalls.GFP_KERNEL));
        case "page" -> calls.freePages(0, calls.allocPages(0, 0, KernelCalls.GFP_KERNEL), 0);
        default -> calls.vfree(0, calls.vmalloc(0, AREA_BYTES));
      }
    }
    calls.advance(TIMES * NANOS_OF_ONE);
  }

  /** Ends. */
  @TearDown(Level.Trial)
  public void close() {
    kernel.close();
  }
}
