// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.workload.SlabInfo;
import org.jspecify.annotations.Nullable;

/**
 * /proc/slabinfo, version 2.x: {@code NAME ACTIVE_OBJS NUM_OBJS OBJSIZE OBJPERSLAB PAGESPERSLAB :
 * tunables ... : slabdata ACTIVE_SLABS NUM_SLABS SHAREDAVAIL}. A name may hold blanks.
 */
final class Slabinfo {
  private static final Pattern LINE =
      Pattern.compile(
          "(.*\\S)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+: tunables .*"
              + ": slabdata\\s+(\\d+)\\s+(\\d+)\\s+(\\d+).*");

  private Slabinfo() {}

  static List<SlabInfo> read(InputStream in, String label) throws IOException {
    var caches = new ArrayList<SlabInfo>();
    try (ProcText text = new ProcText(in, label)) {
      @Nullable String first = text.next();
      if (first == null || !first.startsWith("slabinfo - version: 2.")) {
        throw text.bad("'slabinfo - version: 2.1'");
      }
      for (String line = text.next(); line != null; line = text.next()) {
        if (line.startsWith("#")) {
          continue;
        }
        Matcher m =
            text.match(LINE, "NAME and five numbers, ': tunables', ': slabdata' and three numbers");
        caches.add(
            SlabInfo.of(m.group(1))
                .activeObjects(text.decimal(m.group(2)))
                .objects(text.decimal(m.group(3)))
                .objectBytes(text.decimal(m.group(4)))
                .objectsPerSlab(text.decimal(m.group(5)))
                .pagesPerSlab(text.decimal(m.group(6)))
                .slabs(text.decimal(m.group(8)))
                .build());
      }
    }
    return caches;
  }
}
