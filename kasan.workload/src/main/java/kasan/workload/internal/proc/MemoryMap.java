// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.arch.KernelFacts;
import kasan.api.memory.PfnRange;

/**
 * /proc/iomem: {@code 00100000-bfffffff : System RAM}, and indented below it the kernel image.
 *
 * @param ram System RAM, ascending; empty when the file hides addresses
 * @param imageBytes from the first byte of {@code Kernel code} to the last of {@code Kernel bss}; 0
 *     when it is not told
 */
public record MemoryMap(List<Piece> ram, long imageBytes) {
  /**
   * A piece of RAM.
   *
   * @param start first byte
   * @param end first byte behind it
   */
  public record Piece(long start, long end) {}

  /** Nothing is known. */
  public static final MemoryMap UNKNOWN = new MemoryMap(List.of(), 0);

  private static final Pattern LINE =
      Pattern.compile("\\s*([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (.*)");

  /** Copies the list. */
  public MemoryMap {
    ram = List.copyOf(ram);
  }

  /**
   * Reads the map. Who may not see addresses is given zeros in their place: the map is unknown
   * then.
   */
  static MemoryMap read(InputStream in, String label) throws IOException {
    var ram = new ArrayList<Piece>();
    long imageStart = Long.MAX_VALUE;
    long imageEnd = 0;
    try (ProcText text = new ProcText(in, label)) {
      while (text.next() != null) {
        Matcher line = text.match(LINE, "START-END : NAME");
        long start = text.hex(line.group(1));
        long end = text.hex(line.group(2)) + 1;
        String name = line.group(3);
        boolean hidden = end == 1;
        boolean kernel = name.startsWith("Kernel ");
        if (hidden || !(kernel || name.startsWith("System RAM"))) {
          continue;
        }
        if (Long.compareUnsigned(end, start) <= 0) {
          throw text.bad("a range that ends after it starts");
        }
        if (kernel) {
          imageStart = Math.min(imageStart, start);
          imageEnd = Math.max(imageEnd, end);
        } else {
          ram.add(new Piece(start, end));
        }
      }
    }
    return new MemoryMap(ram, imageEnd == 0 ? 0 : imageEnd - imageStart);
  }

  /** Where RAM starts, in bytes; 0 when nothing is known. */
  public long ramStart() {
    return ram.isEmpty() ? 0 : ram.get(0).start();
  }

  /**
   * What the kernel maps, ascending, disjoint: RAM rounded out to pages; what touches is joined.
   */
  public List<PfnRange> mapped(KernelFacts kernel) {
    var mapped = new ArrayList<PfnRange>();
    for (Piece piece : ram) {
      long start = piece.start() < kernel.lowBytes() ? 0 : piece.start();
      append(mapped, start, Math.max(piece.end(), kernel.lowBytes()), kernel.pageShift());
    }
    return mapped;
  }

  /** Ranges in iomem ascend. */
  private static void append(List<PfnRange> ram, long start, long end, int pageShift) {
    long first = start >>> pageShift;
    long last = (end - 1 >>> pageShift) + 1;
    if (!ram.isEmpty() && ram.get(ram.size() - 1).end() >= first) {
      PfnRange before = ram.remove(ram.size() - 1);
      first = before.first();
      last = Math.max(last, before.end());
    }
    ram.add(new PfnRange(first, last));
  }
}
