// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.bench.Machine;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.scheme.Instrumentation;

/** How much heap a modelled machine takes, in a Java of its own. */
final class HeapOfRam {
  private static final int CPUS = 4;

  private HeapOfRam() {}

  /** Measures a machine that has booted and one that has run: MiB of heap for each GiB of RAM. */
  static Row measure(String scheme, int ramGib, boolean afterLoad) {
    try {
      Process process =
          new ProcessBuilder(
                  WholeCommands.java(),
                  "-Xmx4g",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  HeapOfRam.class.getName(),
                  scheme,
                  Integer.toString(ramGib),
                  Boolean.toString(afterLoad))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (InputStream out = process.getInputStream()) {
        double bytes =
            Double.parseDouble(new String(out.readAllBytes(), StandardCharsets.UTF_8).strip());
        return Row.alone(
            "heap",
            scheme,
            ramGib + " GiB, " + (afterLoad ? "after a second of kernel-build" : "booted"),
            "MiB per GiB",
            bytes / (1 << 20) / ramGib);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param arguments scheme, RAM in GiB, whether to run for a second of the model's time
   */
  public static void main(String[] arguments) {
    long before = used();
    PlacingKernel kernel =
        Machine.boot(
            arguments[0], Instrumentation.OUTLINE, Long.parseLong(arguments[1]) << 10, CPUS);
    if (Boolean.parseBoolean(arguments[2])) {
      var batch = new EventBatch();
      try (EventSource source = Machine.kernelBuild(kernel, 1, 100)) {
        while (source.next(batch)) {
          kernel.apply(batch, 0, batch.size, source);
        }
      }
    }
    System.out.println(used() - before);
    kernel.close();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
