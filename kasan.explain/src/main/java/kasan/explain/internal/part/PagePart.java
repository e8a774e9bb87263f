// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import java.util.ArrayList;
import java.util.List;
import kasan.explain.internal.frame.Frames;
import kasan.explain.internal.frame.Trace;
import kasan.lab.api.finding.Finding;

/**
 * The dump of the physical page, kept line by line: it is dump_page's, not KASAN's, and changes
 * with every kernel. Up to 5.15 the heading says {@code the page:}, before 4.11 there is none.
 */
public final class PagePart implements PartReader {
  private static final List<String> STARTS =
      List.of(
          "page:",
          "head:",
          "raw:",
          "flags:",
          "anon flags:",
          "ksm flags:",
          "anon",
          "ksm",
          "page_type:",
          "memcg:",
          "aops:",
          "mapping:",
          "page dumped because:",
          "page->mem_cgroup:",
          "page_owner ",
          "page last ",
          "page allocated via ",
          "page has been migrated",
          "pages's memcg:",
          "Charged ",
          "index:");

  private static final int MAX_LINES = 128;

  private final List<String> lines = new ArrayList<>();
  private int leftOut;

  @Override
  public boolean opens(String line) {
    if (lines.isEmpty() && line.startsWith("page:") && line.contains(" mapping:")) {
      lines.add(line);
      return true;
    }
    return line.startsWith("The buggy address belongs to the physical page:")
        || line.startsWith("The buggy address belongs to the page:");
  }

  @Override
  public boolean goesOn(String line) {
    String stripped = line.strip();
    for (String start : STARTS) {
      if (stripped.startsWith(start)) {
        keep(line);
        return true;
      }
    }
    // page_owner prints stacks of its own
    if (Frames.read(stripped, new Trace())) {
      keep(line);
      return true;
    }
    return false;
  }

  private void keep(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else {
      leftOut++;
    }
  }

  /** Lines beyond those that are kept. */
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void give(Finding.Builder finding) {
    finding.page(lines);
  }
}
