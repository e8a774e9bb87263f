// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ModelledKernel;

/**
 * The short form of {@link WorkloadBench} for a build server: a million operations of a kernel
 * build on each scheme, as a ratio to native code that runs in turns with it, so that a slow or
 * busy machine slows both. About a minute. Status 1 when a ratio exceeds the limit.
 */
public final class Pace {
  private static final List<String> SCHEMES = List.of("floor", "original", "page", "ondemand");
  private static final long OPERATIONS = 1_000_000;
  private static final int TURNS = 5;
  private static final double NANOS_OF_MILLI = 1e6;
  private static final double MINUTE_MILLIS = 60_000;

  /** Arithmetic and an array, in a compiled interpreter: what awk does in a loop. */
  private static final String[] NATIVE = {
    "mawk",
    "BEGIN {for (i = 0; i < 4000000; i++) {n[i % 4096] += i; s += n[(i * 7) % 4096]} print s}"
  };

  private Pace() {}

  /**
   * @param arguments the highest ratio that is allowed; without it none is
   */
  public static void main(String[] arguments) throws Exception {
    double limit = arguments.length == 0 ? Double.MAX_VALUE : Double.parseDouble(arguments[0]);
    boolean within = true;
    System.out.printf(
        "%-9s %12s %12s %12s %7s%n", "scheme", "native ms", "model ms", "op/min", "ratio");
    for (String scheme : SCHEMES) {
      within &= measure(scheme) <= limit;
    }
    System.exit(within ? 0 : 1);
  }

  private static double measure(String scheme) throws Exception {
    double[] reference = new double[TURNS];
    double[] model = new double[TURNS];
    try (ModelledKernel kernel = Machine.boot(scheme, 2048, 4);
        EventSource source = Machine.kernelBuild(kernel, 1 << 16, 100)) {
      run(kernel, source);
      for (int turn = 0; turn < TURNS; turn++) {
        reference[turn] = nativeMillis();
        model[turn] = run(kernel, source);
      }
    }
    double ratio = median(model) / median(reference);
    System.out.printf(
        "%-9s %12.0f %12.0f %12.3g %7.2f%n",
        scheme,
        median(reference),
        median(model),
        OPERATIONS * MINUTE_MILLIS / median(model),
        ratio);
    return ratio;
  }

  private static double run(ModelledKernel kernel, EventSource source) {
    var batch = new EventBatch();
    long start = System.nanoTime();
    for (long done = 0; done < OPERATIONS && source.next(batch); done += batch.size) {
      kernel.apply(batch, 0, batch.size, source);
    }
    return (System.nanoTime() - start) / NANOS_OF_MILLI;
  }

  private static double nativeMillis() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(NATIVE).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("mawk did not do its work");
    }
    return (System.nanoTime() - start) / NANOS_OF_MILLI;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
