// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.explain.internal.frame.Cursor;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.MemoryState.Row;

/**
 * The shadow bytes: {@code Memory state around the buggy address:}, rows, and a caret under the
 * first bad one. Rows may be marked {@code >} or {@code =>}, a byte in brackets counts as marked.
 */
public final class MemoryPart implements PartReader {
  private static final int MAX_ROW = 64;
  private static final int MAX_ROWS = 64;
  private static final int COLUMN = 3;
  private static final int GENERIC_GRANULE = 8;
  private static final int MAX_GRANULE = 64;

  private final List<Row> rows = new ArrayList<>();
  private int firstColumn;
  private int badRow = -1;
  private int badByte;
  private int leftOut;

  @Override
  public boolean opens(String line) {
    return line.startsWith("Memory state around the buggy address:");
  }

  @Override
  public boolean goesOn(String line) {
    int caret = line.indexOf('^');
    if (caret >= 0 && !rows.isEmpty() && onlyCarets(line)) {
      int index = Math.floorDiv(caret - firstColumn + 1, COLUMN);
      if (index >= 0 && index < rows.get(rows.size() - 1).length()) {
        badRow = rows.size() - 1;
        badByte = index;
      }
      return true;
    }
    return readRow(line);
  }

  private static boolean onlyCarets(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (" \t^".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean readRow(String line) {
    Cursor cursor = new Cursor(line);
    while (cursor.skip(' ') || cursor.skip('=') || cursor.skip('>')) {
      // marks of the guilty row
    }
    Long address = cursor.address();
    if (address == null || !cursor.skip(':')) {
      return false;
    }
    byte[] shadow = new byte[MAX_ROW];
    int length = 0;
    int column = 0;
    int bracketed = -1;
    boolean apart = true;
    while (length < MAX_ROW) {
      apart |= cursor.spaces() > 0;
      boolean open = cursor.skip('[');
      int at = cursor.at();
      Long value = cursor.hex();
      if (value == null || cursor.at() - at != 2 || !(apart || open)) {
        break;
      }
      if (length == 0) {
        column = at;
      }
      if (open) {
        bracketed = length;
      }
      shadow[length++] = (byte) (long) value;
      apart = cursor.skip(']');
    }
    if (length == 0) {
      return false;
    }
    if (rows.size() == MAX_ROWS) {
      leftOut++;
      return true;
    }
    firstColumn = column;
    rows.add(new Row(address, Arrays.copyOf(shadow, length)));
    if (bracketed >= 0) {
      badRow = rows.size() - 1;
      badByte = bracketed;
    }
    return true;
  }

  /** Rows beyond those that are kept. */
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void give(Finding.Builder finding) {
    if (rows.isEmpty()) {
      return;
    }
    int granule = granule();
    Long bad = badRow < 0 ? null : rows.get(badRow).address() + (long) badByte * granule;
    finding.memoryState(new MemoryState(granule, bad, rows));
  }

  private int granule() {
    for (int i = 1; i < rows.size(); i++) {
      Row above = rows.get(i - 1);
      long bytes = Long.divideUnsigned(rows.get(i).address() - above.address(), above.length());
      if (Long.bitCount(bytes) == 1 && bytes >= GENERIC_GRANULE && bytes <= MAX_GRANULE) {
        return (int) bytes;
      }
    }
    return GENERIC_GRANULE;
  }
}
