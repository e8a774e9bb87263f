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
 */
final class Table {
  final long[] entries;
  final @Nullable Table @Nullable [] children;

  /** Whether several entries of the kernel's tables lead to this object. */
  final boolean common;

  private Table(long[] entries, @Nullable Table @Nullable [] children, boolean common) {
    this.entries = entries;
    this.children = children;
    this.common = common;
  }

  /** A table without entries, to write to. */
  static Table empty(int level, int size) {
    return new Table(new long[size], level == 0 ? null : new Table[size], false);
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
    return new Table(entries, children, true);
  }

  /** A copy to write to. */
  Table copy() {
    return new Table(entries.clone(), children == null ? null : children.clone(), false);
  }

  @Nullable Table child(int index) {
    return children == null ? null : children[index];
  }

  void set(int index, long entry, @Nullable Table child) {
    entries[index] = entry;
    if (children != null) {
      children[index] = child;
    }
  }
}
