// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.Arrays;

/**
 * Frames in part used, in a list for each number of blocks in use, as zsmalloc keeps its zspages.
 */
final class FullnessGroups {
  private static final int NONE = -1;

  private final int[] heads;
  private int[] next = new int[256];
  private int[] previous = new int[256];

  /**
   * @param blocks in a frame
   */
  FullnessGroups(int blocks) {
    heads = new int[blocks];
    Arrays.fill(heads, NONE);
  }

  /** A frame had so many blocks in use, and has so many now. */
  void move(int frame, int was, int is) {
    remove(frame, was);
    add(frame, is);
  }

  /** Keeps a frame that has so many blocks in use; not when that is none, or all. */
  void add(int frame, int used) {
    if (used == 0 || used == heads.length) {
      return;
    }
    if (frame >= next.length) {
      int size = Math.max(frame + 1, 2 * next.length);
      next = Arrays.copyOf(next, size);
      previous = Arrays.copyOf(previous, size);
    }
    int head = heads[used];
    next[frame] = head;
    previous[frame] = NONE;
    if (head != NONE) {
      previous[head] = frame;
    }
    heads[used] = frame;
  }

  /** Forgets a frame that has so many blocks in use. */
  void remove(int frame, int used) {
    if (used == 0 || used == heads.length) {
      return;
    }
    int before = previous[frame];
    int after = next[frame];
    if (before == NONE) {
      heads[used] = after;
    } else {
      next[before] = after;
    }
    if (after != NONE) {
      previous[after] = before;
    }
  }

  /** A frame that lacks fewest blocks, or -1. */
  int fullest() {
    int used = heads.length - 1;
    while (used > 0 && heads[used] == NONE) {
      used--;
    }
    return heads[used];
  }

  /** A frame with fewest blocks in use, or -1. */
  int emptiest() {
    int used = 1;
    while (used < heads.length - 1 && heads[used] == NONE) {
      used++;
    }
    return heads[used];
  }
}
