// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;

/**
 * /proc/zoneinfo: {@code cpu: 1} in the page sets, and {@code present 3998} of each zone.
 *
 * @param cpus one more than the highest CPU that has page sets; 0 when none is told
 * @param presentPages that zones have; 0 when it is not told
 */
record Zoneinfo(int cpus, long presentPages) {
  /** Of no file. */
  static final Zoneinfo NONE = new Zoneinfo(0, 0);

  private static final int MAX_CPUS = 1 << 16;

  static Zoneinfo read(InputStream in, String label) throws IOException {
    int cpus = 0;
    long present = 0;
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        String word = text.word();
        if (word.equals("cpu:")) {
          long cpu = text.decimal(text.word());
          if (cpu >= MAX_CPUS) {
            throw text.bad("a CPU below " + MAX_CPUS);
          }
          cpus = Math.max(cpus, (int) cpu + 1);
        } else if (word.equals("present")) {
          present += text.decimal(text.word());
        }
      }
    }
    return new Zoneinfo(cpus, present);
  }
}
