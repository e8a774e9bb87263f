// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.workload.VmallocArea;

/**
 * /proc/vmallocinfo: {@code 0xSTART-0xEND BYTES CALLER [pages=N] [phys=0x...] [USE] [N0=...]}; and
 * {@code 0xSTART-0xEND BYTES unpurged vm_area}.
 *
 * <p>The kernel prints real addresses only to those who may see them; otherwise each is hashed, and
 * tells nothing but equality.
 */
final class Vmallocinfo {
  private static final Pattern LINE =
      Pattern.compile("0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})\\s+(\\d+)(?:\\s+(.*))?");
  private static final Pattern NODE = Pattern.compile("N\\d+=\\d+");
  private static final Pattern PAGES = Pattern.compile("pages=(\\d+)");
  private static final Set<String> USES =
      Set.of(
          "ioremap",
          "sparse",
          "vmalloc",
          "vmap",
          "user",
          "dma-coherent",
          "vpages",
          "unpurged",
          "vm_map_ram");

  private Vmallocinfo() {}

  static List<VmallocArea> read(InputStream in, String label) throws IOException {
    var areas = new ArrayList<VmallocArea>();
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        areas.add(area(text, text.match(LINE, "0xSTART-0xEND BYTES CALLER")));
      }
    }
    return areas;
  }

  private static VmallocArea area(ProcText text, Matcher line) {
    long start = text.hex(line.group(1));
    long end = text.hex(line.group(2));
    long bytes = text.decimal(line.group(3));
    String caller = "";
    String use = "";
    long pages = 0;
    String rest = line.group(4);
    for (String word : rest == null ? new String[0] : rest.trim().split("\\s+")) {
      Matcher count = PAGES.matcher(word);
      if (count.matches()) {
        pages = text.decimal(count.group(1));
      } else if (USES.contains(word)) {
        use = use.isEmpty() ? word : use;
      } else if (caller.isEmpty() && use.isEmpty() && !word.startsWith("phys=")) {
        caller = word;
      } else if (word.startsWith("[")) {
        caller += " " + word;
      } else if (!word.startsWith("phys=")
          && !word.equals("vm_area")
          && !NODE.matcher(word).matches()) {
        throw text.bad("a use such as vmalloc, not '" + word + "',");
      }
    }
    // A hash fills 32 bits; no kernel address fits there. And hashes of two ends do not differ by
    // the size.
    boolean known = start >>> 32 != 0 && end - start == bytes;
    return new VmallocArea(start, known, bytes, caller, use, pages);
  }
}
