// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A recording is read to its end, in process, beside native passes over the same file: unpacked
 * only, and with its events counted by name.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ReadBench {
  /** Says where the recording is. */
  static final String RECORDING = "kasan.bench.recording";

  private static final double NANOS_OF_MILLI = 1e6;

  /** What stands beside it. */
  @Param({"zstdcat", "zstdcat | mawk"})
  public String tool = "zstdcat";

  private final Path recording = Path.of(System.getProperty(RECORDING, "recordings/tree-cold"));
  private double peer;

  /** The peer has its turn. */
  @Setup(Level.Iteration)
  public void peer() {
    String pass = NativePass.of(tool, recording);
    peer = Peer.millis(pass) * NANOS_OF_MILLI;
  }

  /** Reads all. */
  @Benchmark
  public long read(PeerCount count) throws IOException {
    count.nanos(peer);
    var reader = new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()));
    RecordingInput input = MemberInput.of(recording);
    var batch = new EventBatch();
    long events = 0;
    try (Recording opened = reader.open(input, Map.of());
        EventSource source = opened.open(opened.provides())) {
      while (source.next(batch)) {
        events += batch.size;
      }
    }
    return events;
  }
}
