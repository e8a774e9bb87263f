// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kasan.bench.Machine;
import kasan.kernel.internal.instrument.CompiledCode;
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
 * A load of 8 bytes with its check, in allocated pages, beside the same check in C over the same
 * addresses: a function that is not inlined.
 *
 * <p>Sequential is word by word; of more than {@value #RUNS_FROM_MIB} MiB, in runs of {@value
 * #RUN_WORDS} words at even distances.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckBench {
  private static final int WORD = 8;
  private static final int ADDRESSES = 1 << 22;
  private static final int CHUNK = 1 << 16;
  private static final int RUN_WORDS = 1 << 12;
  private static final int RUNS_FROM_MIB = 256;
  private static final int BLOCK_ORDER = 10;
  private static final long BLOCK_BYTES = 4L << 20;

  /** The scheme that the kernel carries. */
  @Param({"original", "page", "ondemand"})
  public String scheme = "original";

  /** What was compiled in. */
  @Param({"inline", "outline"})
  public String instrumentation = "inline";

  /** In which order. */
  @Param({"sequential", "random"})
  public String order = "sequential";

  /** Over how much memory. */
  @Param({"64", "4096"})
  public int mib = 64;

  /** Whether the oracle judges each access. */
  @Param({"on", "off"})
  public String oracle = "on";

  private final long[] addresses = new long[ADDRESSES];

  @SuppressWarnings("NullAway.Init") // set before each trial
  private PlacingKernel kernel;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private KernelCalls calls;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private CompiledCode code;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private Path file;

  private long first;
  private long end;
  private double peer;
  private int at;

  /** Boots, allocates, and writes the addresses down for the peer. */
  @Setup(Level.Trial)
  public void boot() throws IOException {
    kernel = Machine.boot(scheme, Instrumentation.of(instrumentation), 2L * mib + 1024, 2);
    calls = kernel.calls();
    code = kernel.code();
    long[] blocks = new long[(int) (((long) mib << 20) / BLOCK_BYTES)];
    Arrays.setAll(blocks, i -> calls.allocPages(0, BLOCK_ORDER, KernelCalls.GFP_KERNEL));
    Arrays.sort(blocks);
    first = blocks[0];
    end = blocks[blocks.length - 1] + BLOCK_BYTES;
    choose(blocks);
    write();
  }

  private void choose(long[] blocks) {
    var random = new SplittableRandom(1);
    long words = ((long) mib << 20) / WORD;
    boolean runs = mib > RUNS_FROM_MIB;
    long distance = words / (ADDRESSES / RUN_WORDS);
    for (int i = 0; i < ADDRESSES; i++) {
      long word = i % words;
      if (order.equals("random")) {
        word = random.nextLong(words);
      } else if (runs) {
        word = i / RUN_WORDS * distance + i % RUN_WORDS;
      }
      long offset = word * WORD;
      addresses[i] = blocks[(int) (offset / BLOCK_BYTES)] + offset % BLOCK_BYTES;
    }
  }

  private void write() throws IOException {
    file = Files.createTempFile("kasan-addresses", ".bin");
    ByteBuffer bytes = ByteBuffer.allocate(ADDRESSES * WORD).order(ByteOrder.nativeOrder());
    bytes.asLongBuffer().put(addresses);
    try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    }
  }

  /** The peer has its turn. */
  @Setup(Level.Iteration)
  public void peer() {
    peer = Peer.nanos("check", file.toString(), Long.toString(first), Long.toString(end));
  }

  /** The next addresses. */
  @Benchmark
  @OperationsPerInvocation(CHUNK)
  public void check(PeerCount count) {
    count.nanos(peer);
    int from = at;
    if (oracle.equals("on")) {
      for (int i = from; i < from + CHUNK; i++) {
        calls.access(0, addresses[i], WORD, false);
      }
    } else {
      for (int i = from; i < from + CHUNK; i++) {
        code.check(0, addresses[i], WORD, false);
      }
    }
    at = (from + CHUNK) & (ADDRESSES - 1);
  }

  /** Ends. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    if (kernel.verdicts().missedInAll() + kernel.verdicts().falseReports() > 0) {
      throw new IllegalStateException("an access was judged wrongly: " + kernel.verdicts());
    }
    kernel.close();
    Files.delete(file);
  }
}
