// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One table page. Above level 0 it also holds the tables that its entries lead to.
 *
 * <p>Private tables whose entries all lead to the same shared page are one object in the host's
 * heap, however many of them the kernel has; such a table is copied before it is written. Which
 * frame a table page has stands in the entry that leads to it.
 *
 * <p>A lowest table whose entries lead to frames that lie one behind the other is kept as its first
 * entry until one of them is written.
 */
final class Table {
  private final int size;

  /** What stands in it; null while {@link #first} says it all. */
  private long @Nullable [] entries;

  private final long first;
  private final @Nullable Table @Nullable [] children;

  /** Whether several entries of the kernel's tables lead to this object. */
  final boolean common;

  private Table(
      int size,
      long @Nullable [] entries,
      long first,
      @Nullable Table @Nullable [] children,
      boolean common) {
    this.size = size;
    this.entries = entries;
    this.first = first;
    this.children = children;
    this.common = common;
  }

  /** A table without entries, to write to. */
  static Table empty(int level, int size) {
    return new Table(size, new long[size], 0, level == 0 ? null : new Table[size], false);
  }

  /** A table all of whose entries are the same, to stand on from many places. */
  static Table uniform(int size, long entry, @Nullable Table child) {
    long[] entries = new long[size];
    Arrays.fill(entries, entry);
    @Nullable Table @Nullable [] children = null;
    if (child != null) {
      children = new Table[size];
      Arrays.fill(children, child);
    }
    return new Table(size, entries, 0, children, true);
  }

  /**
   * A lowest table, to write to.
   *
   * @param first its first entry; each further one leads to the frame behind
   */
  static Table linear(int size, long first) {
    return new Table(size, null, first, null, false);
  }

  /** A copy to write to. */
  Table copy() {
    return new Table(size, written().clone(), 0, children == null ? null : children.clone(), false);
  }

  int size() {
    return size;
  }

  long entry(int index) {
    long[] all = entries;
    return all == null ? Entry.behind(first, index) : all[index];
  }

  /** Whether it was made {@link #linear} and not written since. */
  boolean isLinear() {
    return entries == null;
  }

  @Nullable Table child(int index) {
    return children == null ? null : children[index];
  }

  void set(int index, long entry, @Nullable Table child) {
    written()[index] = entry;
    if (children != null) {
      children[index] = child;
    }
  }

  /** All entries, one by one. */
  private long[] written() {
    long[] all = entries;
    if (all == null) {
      all = new long[size];
      for (int i = 0; i < size; i++) {
        all[i] = Entry.behind(first, i);
      }
      entries = all;
    }
    return all;
  }
}
