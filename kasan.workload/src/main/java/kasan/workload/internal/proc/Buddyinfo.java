// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** /proc/buddyinfo: {@code Node 0, zone Normal 2417 785 ...}, free blocks by order. */
final class Buddyinfo {
  private static final Pattern LINE =
      Pattern.compile("Node\\s+(\\d+),\\s+zone\\s+(\\S+)((?:\\s+\\d+)+)\\s*");

  private Buddyinfo() {}

  /** Free blocks by order, by {@code node/zone}. */
  static Map<String, List<Long>> read(InputStream in, String label) throws IOException {
    var zones = new TreeMap<String, List<Long>>();
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        Matcher line = text.match(LINE, "'Node N, zone NAME' and free blocks by order");
        var blocks = new ArrayList<Long>();
        text.skipTo(line.start(3));
        for (String number = text.word(); !number.isEmpty(); number = text.word()) {
          blocks.add(text.decimal(number));
        }
        zones.put(line.group(1) + "/" + line.group(2), List.copyOf(blocks));
      }
    }
    return zones;
  }
}
