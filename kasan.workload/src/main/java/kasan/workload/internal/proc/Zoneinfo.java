// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;

/** /proc/zoneinfo, of which only the CPUs are read: {@code cpu: 1} in the page sets. */
final class Zoneinfo {
  private static final int MAX_CPUS = 1 << 16;

  private Zoneinfo() {}

  /** One more than the highest CPU that has page sets; 0 when none is told. */
  static int cpus(InputStream in, String label) throws IOException {
    int cpus = 0;
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        if (text.word().equals("cpu:")) {
          long cpu = text.decimal(text.word());
          if (cpu >= MAX_CPUS) {
            throw text.bad("a CPU below " + MAX_CPUS);
          }
          cpus = Math.max(cpus, (int) cpu + 1);
        }
      }
    }
    return cpus;
  }
}
