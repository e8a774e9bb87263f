// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kasan.api.workload.VmallocArea;

/**
 * /proc/vmallocinfo: {@code 0xSTART-0xEND BYTES CALLER [pages=N] [phys=0x...] [USE] [N0=...]}; and
 * {@code 0xSTART-0xEND BYTES unpurged vm_area}.
 *
 * <p>The kernel prints real addresses only to those who may see them; otherwise each is hashed, and
 * tells nothing but equality.
 */
final class Vmallocinfo {
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
        areas.add(area(text));
      }
    }
    return areas;
  }

  private static VmallocArea area(ProcText text) throws IOException {
    String range = text.word();
    int dash = range.indexOf("-0x");
    if (!range.startsWith("0x") || dash < 0) {
      throw text.bad("0xSTART-0xEND BYTES CALLER");
    }
    long start = text.hex(range.substring(2, dash));
    long end = text.hex(range.substring(dash + 3));
    long bytes = text.decimal(text.word());
    String caller = "";
    String use = "";
    long pages = 0;
    for (String word = text.word(); !word.isEmpty(); word = text.word()) {
      if (word.startsWith("pages=")) {
        pages = text.decimal(word.substring("pages=".length()));
      } else if (USES.contains(word)) {
        use = use.isEmpty() ? word : use;
      } else if (word.startsWith("[")) {
        caller += " " + word; // the module
      } else if (caller.isEmpty() && use.isEmpty() && !word.startsWith("phys=")) {
        caller = word;
      } else if (!known(word)) {
        throw text.bad("a use such as vmalloc, not '" + word + "',");
      }
    }
    // A hash fills 32 bits, and no kernel address lies there; nor do two hashes differ by the size.
    boolean known = start >>> 32 != 0 && end - start == bytes;
    return new VmallocArea(start, known, bytes, caller, use, pages);
  }

  /** Words that say nothing for us: physical address, second half of a use, pages by node. */
  private static boolean known(String word) {
    return word.startsWith("phys=") || word.equals("vm_area") || word.startsWith("N");
  }
}
