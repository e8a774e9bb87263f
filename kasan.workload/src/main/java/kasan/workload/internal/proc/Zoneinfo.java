// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** /proc/zoneinfo, of which only the CPUs are read: {@code cpu: 1} in the page sets. */
final class Zoneinfo {
  private static final Pattern CPU = Pattern.compile("\\s+cpu: (\\d{1,5})\\s*");

  private Zoneinfo() {}

  /** One more than the highest CPU that has page sets; 0 when none is told. */
  static int cpus(InputStream in, String label) throws IOException {
    int cpus = 0;
    try (ProcText text = new ProcText(in, label)) {
      for (String line = text.next(); line != null; line = text.next()) {
        Matcher cpu = CPU.matcher(line);
        if (cpu.matches()) {
          cpus = Math.max(cpus, (int) text.decimal(cpu.group(1)) + 1);
        }
      }
    }
    return cpus;
  }
}
