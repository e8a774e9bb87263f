// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import kasan.explain.internal.frame.Cursor;
import kasan.explain.internal.frame.Symbols;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.VmallocRegion;
import org.jspecify.annotations.Nullable;

/**
 * The vmalloc area: {@code The buggy address belongs to a 8-page vmalloc region starting at ...
 * allocated at ...}, {@code ... a vmalloc virtual mapping}; from 6.0 on {@code ... the virtual
 * mapping at}, {@code [..., ...) created by:} and the function.
 */
public final class VmallocPart implements PartReader {
  private boolean seen;
  private @Nullable Long pages;
  private @Nullable Long start;
  private @Nullable Long end;
  private @Nullable Symbol allocatedAt;

  @Override
  public boolean opens(String text) {
    String line = text.strip();
    if (!line.startsWith("The buggy address")) {
      return false;
    }
    if (line.endsWith("belongs to a vmalloc virtual mapping")
        || line.equals("The buggy address belongs to the virtual mapping at")) {
      seen = true;
      return true;
    }
    Cursor cursor = new Cursor(line);
    if (!cursor.skip("The buggy address belongs to a ")) {
      return false;
    }
    Long count = cursor.decimal();
    if (count == null || !cursor.skip("-page vmalloc region starting at ")) {
      return false;
    }
    seen = true;
    pages = count;
    start = cursor.address();
    if (cursor.skip(" allocated at ")) {
      allocatedAt = Symbols.any(cursor.rest());
    }
    return true;
  }

  @Override
  public boolean goesOn(String line) {
    if (allocatedAt != null) {
      return false;
    }
    String stripped = line.strip();
    Cursor cursor = new Cursor(stripped);
    if (cursor.skip('[')) {
      Long from = cursor.address();
      if (from == null || !cursor.skip(", ")) {
        return false;
      }
      Long to = cursor.address();
      if (to == null || !cursor.skip(") created by:")) {
        return false;
      }
      start = from;
      end = to;
      return true;
    }
    if (end != null) {
      allocatedAt = Symbols.alone(stripped);
    }
    return allocatedAt != null;
  }

  @Override
  public void give(Finding.Builder finding) {
    if (seen) {
      finding.vmalloc(new VmallocRegion(pages, start, end, allocatedAt));
    }
  }
}
