// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import kasan.kernel.internal.primitive.LongMap;

/**
 * Where what a workload asked for lies: the workload names it by a handle, the kernel places it.
 *
 * <p>Kernel addresses are negative and end well below their top byte, so that the kind fits there.
 */
public final class HandleTable {
  /** No such handle. */
  public static final int NONE = 0;

  /** An object of a cache, or a kmalloc. */
  public static final int OBJECT = 1;

  /** An object that reclaim may free. */
  public static final int CACHED_OBJECT = 2;

  /** A block of pages. */
  public static final int PAGES = 3;

  /** A page of the page cache. */
  public static final int CACHED_PAGE = 4;

  /** A vmalloc area. */
  public static final int AREA = 5;

  /** A task with its stack. */
  public static final int TASK = 6;

  private static final int KIND_SHIFT = 56;
  private static final long KIND_MASK = 0xffL << KIND_SHIFT;

  private final LongMap table = new LongMap(1 << 12);

  /** What a handle is, with its address; to be taken apart by the two methods below. */
  public long find(long handle) {
    long packed = table.get(handle);
    return packed == LongMap.NONE ? NONE : packed;
  }

  public static int kind(long packed) {
    return (int) (packed >>> KIND_SHIFT);
  }

  public static long address(long packed) {
    return packed | KIND_MASK;
  }

  public void put(long handle, int kind, long address) {
    table.put(handle, (address & ~KIND_MASK) | (long) kind << KIND_SHIFT);
  }

  public void remove(long handle) {
    table.remove(handle);
  }

  public int size() {
    return table.size();
  }
}
