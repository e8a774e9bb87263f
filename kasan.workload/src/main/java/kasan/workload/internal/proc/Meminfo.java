// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** /proc/meminfo: {@code MemTotal: 24684092 kB}. */
final class Meminfo {
  private static final Pattern LINE = Pattern.compile("([^\\s:]+):\\s*(\\d+)( kB)?\\s*");

  private Meminfo() {}

  /** Values in kB by name; those that are no amount of memory (HugePages_Total) are left out. */
  static Map<String, Long> read(InputStream in, String label) throws IOException {
    var values = new TreeMap<String, Long>();
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        Matcher line = text.match(LINE, "NAME: NUMBER kB");
        if (line.group(3) != null) {
          values.put(line.group(1), text.decimal(line.group(2)));
        }
      }
    }
    return values;
  }
}
