// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.kernel.internal.replay.ReplayKernel;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.wall.Wall;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;

/**
 * The pause of a hot swap while a recording goes on: after each tenth of its events, objects that
 * are live, blocks with slab, and what it takes to build the shadow of a scheme and to retire it.
 *
 * <p>A pause is the fastest of some turns: what other work on the machine adds is not the swap's.
 */
public final class SwapGrowth {
  private static final Set<EventField> WANTED =
      Set.of(EventField.CACHE_NAME, EventField.SIZE, EventField.FREES, EventField.VMALLOC);
  private static final int PARTS = 10;
  private static final int TURNS = 15;
  private static final double NANOS_OF_MILLI = 1e6;

  private SwapGrowth() {}

  /**
   * @param arguments a recording, then schemes
   */
  public static void main(String[] arguments) {
    String[] schemes = Arrays.copyOfRange(arguments, 1, arguments.length);
    try (Recording recording =
            new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
                .open(MemberInput.of(Path.of(arguments[0])), Map.of());
        var kernel = new ReplayKernel(recording, Machine.x86(), false, new Wall())) {
      long events = count(recording);
      System.out.printf("%10s %10s %10s", "events", "objects", "blocks");
      for (String scheme : schemes) {
        System.out.printf(" %12s", scheme + " ms");
      }
      System.out.println();
      for (String scheme : schemes) {
        pause(kernel, scheme); // compiles
      }
      var batch = new EventBatch();
      long done = 0;
      try (EventSource source = recording.open(WANTED)) {
        for (int part = 0; part <= PARTS; part++) {
          while (done < events * part / PARTS && source.next(batch)) {
            kernel.apply(batch, 0, batch.size, source);
            done += batch.size;
          }
          row(kernel, done, schemes);
        }
      }
    }
  }

  private static long count(Recording recording) {
    var batch = new EventBatch();
    long events = 0;
    try (EventSource source = recording.open(WANTED)) {
      while (source.next(batch)) {
        events += batch.size;
      }
    }
    return events;
  }

  private static void row(ReplayKernel kernel, long done, String[] schemes) {
    SlabUse slab = kernel.slabUse();
    System.out.printf("%10d %10d %10d", done, kernel.counts().liveObjects(), slab.blocks());
    for (String scheme : schemes) {
      System.out.printf(" %12.2f", pause(kernel, scheme));
    }
    System.out.println();
  }

  /** Builds and retires the shadow of a scheme, in milliseconds. */
  private static double pause(ReplayKernel kernel, String scheme) {
    double fastest = Double.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      AttachedShadow shadow = kernel.attach(Machine.choice(scheme));
      shadow.close();
      fastest = Math.min(fastest, (System.nanoTime() - start) / NANOS_OF_MILLI);
    }
    return fastest;
  }
}
