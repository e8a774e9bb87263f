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
import kasan.api.workload.PageTypeInfo;

/**
 * /proc/pagetypeinfo: {@code Page block order: 9}, free blocks by order in lines {@code Node 0,
 * zone Normal, type Movable 1 2 ...}, then the types in a line {@code Number of blocks type ...}
 * and page blocks by type in lines {@code Node 0, zone Normal 167 2350 ...}. Counts that the kernel
 * gave up on begin with {@code >}.
 */
final class Pagetypeinfo {
  private static final Pattern FREE =
      Pattern.compile("Node\\s+(\\d+),\\s+zone\\s+(\\S+),\\s+type\\s+(\\S+)((?:\\s+>?\\d+)+)\\s*");
  private static final Pattern BLOCKS =
      Pattern.compile("Node\\s+(\\d+),\\s+zone\\s+(\\S+)((?:\\s+\\d+)+)\\s*");
  private static final String TYPES = "Number of blocks type";
  private static final String ORDER = "Page block order:";

  private Pagetypeinfo() {}

  static List<PageTypeInfo> read(InputStream in, String label) throws IOException {
    Map<String, List<Long>> free = new TreeMap<>();
    var found = new ArrayList<PageTypeInfo>();
    List<String> types = List.of();
    int blockOrder = 0;
    try (ProcText text = new ProcText(in, label)) {
      for (String line = text.next(); line != null; line = text.next()) {
        if (line.startsWith(ORDER)) {
          text.skipTo(ORDER.length());
          blockOrder = (int) Math.min(text.decimal(text.word()), Integer.MAX_VALUE);
        } else if (line.startsWith(TYPES)) {
          text.skipTo(TYPES.length());
          types = words(text);
        } else if (line.startsWith("Node") && types.isEmpty()) {
          Matcher match = text.match(FREE, "'Node N, zone NAME, type NAME' and numbers");
          text.skipTo(match.start(4));
          free.put(match.group(1) + "/" + match.group(2) + " " + match.group(3), numbers(text));
        } else if (line.startsWith("Node")) {
          Matcher match = text.match(BLOCKS, "'Node N, zone NAME' and a number for each type");
          String zone = match.group(1) + "/" + match.group(2);
          text.skipTo(match.start(3));
          List<Long> blocks = numbers(text);
          if (blocks.size() != types.size()) {
            throw text.bad(types.size() + " numbers of page blocks, one for each type");
          }
          for (int i = 0; i < blocks.size(); i++) {
            String type = types.get(i);
            found.add(
                new PageTypeInfo(
                    zone,
                    type,
                    blockOrder,
                    blocks.get(i),
                    free.getOrDefault(zone + " " + type, List.of())));
          }
        }
      }
    }
    return found;
  }

  private static List<String> words(ProcText text) {
    var words = new ArrayList<String>();
    for (String word = text.word(); !word.isEmpty(); word = text.word()) {
      words.add(word);
    }
    return words;
  }

  private static List<Long> numbers(ProcText text) {
    var numbers = new ArrayList<Long>();
    for (String word : words(text)) {
      numbers.add(text.decimal(word.startsWith(">") ? word.substring(1) : word));
    }
    return numbers;
  }
}
