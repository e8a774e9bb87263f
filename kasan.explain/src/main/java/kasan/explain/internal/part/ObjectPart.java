// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import kasan.explain.internal.frame.Cursor;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.Region;
import kasan.lab.api.finding.SlabObject.Side;
import kasan.lab.api.finding.SlabObject.State;
import org.jspecify.annotations.Nullable;

/**
 * The slab object: {@code The buggy address belongs to the object at ...}, {@code which belongs to
 * the cache ... of size ...}, {@code The buggy address is located ... bytes inside of}, {@code
 * 128-byte region [..., ...)}. Kernels from 4.7 to 4.10 say {@code Object at ..., in cache ...
 * size: ...}; before, SLUB names cache and object in a report of its own.
 */
public final class ObjectPart implements PartReader {
  private static final String BYTE_REGION = "-byte region [";

  private @Nullable Long address;
  private @Nullable String cache;
  private @Nullable Long size;
  private @Nullable Side side;
  private long distance;
  private @Nullable Region region;

  @Override
  public boolean opens(String line) {
    Cursor cursor = new Cursor(line);
    if (cursor.skip("The buggy address belongs to the object at ")) {
      address = cursor.address();
      cursor.spaces();
      readCache(cursor);
      return address != null;
    }
    if (cursor.skip("The buggy address is located ")) {
      return readPlace(cursor);
    }
    if (cursor.skip("Object at ")) {
      return readOldObject(cursor);
    }
    return readSlub(cursor);
  }

  private boolean readCache(Cursor cursor) {
    if (!cursor.skip("which belongs to the cache ")) {
      return false;
    }
    String rest = cursor.rest().strip();
    int of = rest.lastIndexOf(" of size ");
    Long printed = of < 0 ? null : new Cursor(rest, of + " of size ".length()).decimal();
    cache = printed == null ? rest : rest.substring(0, of);
    size = printed;
    return true;
  }

  private boolean readPlace(Cursor cursor) {
    Long bytes = cursor.decimal();
    if (bytes == null || !cursor.skip(" bytes ")) {
      return false;
    }
    for (Side candidate : Side.values()) {
      if (cursor.skip(candidate.words() + " of")) {
        distance = bytes;
        side = candidate;
        cursor.spaces();
        readRegion(cursor);
        return true;
      }
    }
    return false;
  }

  private boolean readRegion(Cursor cursor) {
    if (side == null || region != null) {
      return false;
    }
    State state = State.NOT_SAID;
    for (State candidate : State.values()) {
      if (candidate != State.NOT_SAID && cursor.skip(candidate.word() + " ")) {
        state = candidate;
      }
    }
    if (cursor.decimal() == null || !cursor.skip(BYTE_REGION)) {
      return false;
    }
    Long start = cursor.address();
    if (start == null || !cursor.skip(", ")) {
      return false;
    }
    Long end = cursor.address();
    if (end == null) {
      return false;
    }
    region = new Region(distance, side, state, start, end);
    return true;
  }

  /** {@code ..., in cache kmalloc-64 size: 64}; the size was added in 4.8. */
  private boolean readOldObject(Cursor cursor) {
    Long start = cursor.address();
    if (start == null || !cursor.skip(", in cache ")) {
      return false;
    }
    address = start;
    cache = cursor.word();
    if (cursor.skip(" size: ")) {
      size = cursor.decimal();
    }
    return true;
  }

  /**
   * {@code BUG kmalloc-64 (Tainted: G B): kasan: bad access detected}, {@code INFO: Object ...}.
   */
  private boolean readSlub(Cursor cursor) {
    if (cursor.skip("BUG ")) {
      String name = cursor.until(" (");
      if (name == null || !cursor.rest().contains("kasan: bad access detected")) {
        return false;
      }
      cache = name;
      return true;
    }
    if (cursor.skip("INFO: Object ")) {
      address = cursor.address();
      return address != null;
    }
    return false;
  }

  @Override
  public boolean goesOn(String line) {
    Cursor cursor = new Cursor(line.strip());
    return readCache(cursor) || readRegion(cursor);
  }

  @Override
  public void give(Finding.Builder finding) {
    if (address != null) {
      finding.object(new SlabObject(address, cache == null ? "" : cache, size, region));
    }
  }
}
