// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import java.util.Arrays;

/**
 * The tag of each vmalloc area. Hardware keeps it with the pages behind the area, in tag storage
 * that is paid for already. A shadow is not told which pages those are, so here the tag stands with
 * the addresses. Areas ascend.
 */
final class VmallocTags {
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private int[] tags = new int[64];
  private int size;

  /** An area was mapped: its bytes up to {@code requestedBytes}, rounded up, have the tag. */
  void add(long address, long requestedBytes, int tag) {
    remove(address);
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      tags = Arrays.copyOf(tags, 2 * size);
    }
    int at = -find(address) - 1;
    System.arraycopy(starts, at, starts, at + 1, size - at);
    System.arraycopy(ends, at, ends, at + 1, size - at);
    System.arraycopy(tags, at, tags, at + 1, size - at);
    starts[at] = address;
    ends[at] = address + Tags.roundUp(requestedBytes);
    tags[at] = tag;
    size++;
  }

  /** An area was unmapped. */
  void remove(long address) {
    int at = find(address);
    if (at >= 0) {
      int behind = size - at - 1;
      System.arraycopy(starts, at + 1, starts, at, behind);
      System.arraycopy(ends, at + 1, ends, at, behind);
      System.arraycopy(tags, at + 1, tags, at, behind);
      size--;
    }
  }

  /** Index of the area that starts at an address; else -1 less where it would stand. */
  private int find(long address) {
    return Arrays.binarySearch(starts, 0, size, address);
  }

  /** The tag at an address; {@link Tags#INVALID} outside areas. */
  int at(long address) {
    int at = find(address);
    int area = at >= 0 ? at : -at - 2;
    return area >= 0 && address < ends[area] ? tags[area] : Tags.INVALID;
  }

  /** Whether a range has the tag throughout. */
  boolean matches(long address, long bytes, int tag) {
    return at(address) == tag && at(address + bytes - 1) == tag;
  }
}
