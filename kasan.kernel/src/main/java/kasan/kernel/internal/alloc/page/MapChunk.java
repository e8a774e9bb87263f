// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link MemMap} notes of the frames of one block of the highest order.
 *
 * <p><i>Coarse</i> at first: its halves are handed out, split and freed as a whole, so that the
 * first frame of each has columns and all others have one state. It takes a column for each frame
 * when one of the others is linked, owned or given a state of its own, and keeps it.
 */
final class MapChunk {
  private static final int HALF = MemMap.CHUNK_PAGES / 2;
  private static final int HALF_SHIFT = MemMap.MAX_ORDER - 1;

  /** State of the first frame of each half, and of all others of it. */
  private final byte[] heads = new byte[2];

  private final byte[] bodies = new byte[2];

  /** Columns: of two frames while this is coarse, else of all. */
  private int[] next = new int[2];

  private int[] prev = new int[2];
  private int[] owner = new int[2];

  /** States of all frames; null while this is coarse. */
  private byte @Nullable [] states;

  int state(int i) {
    byte[] all = states;
    if (all != null) {
      return all[i];
    }
    return (i & HALF - 1) == 0 ? heads[i >> HALF_SHIFT] : bodies[i >> HALF_SHIFT];
  }

  void setState(int i, byte state) {
    byte[] all = states;
    if (all != null) {
      all[i] = state;
    } else if ((i & HALF - 1) == 0) {
      heads[i >> HALF_SHIFT] = state;
    } else if (bodies[i >> HALF_SHIFT] != state) {
      refined()[i] = state;
    }
  }

  boolean allHaveState(int from, int count, byte state) {
    if (states == null && (from | count) % HALF == 0) {
      for (int half = from >> HALF_SHIFT; half < (from + count) >> HALF_SHIFT; half++) {
        if (heads[half] != state || bodies[half] != state) {
          return false;
        }
      }
      return true;
    }
    for (int i = from; i < from + count; i++) {
      if (state(i) != state) {
        return false;
      }
    }
    return true;
  }

  void setStates(int from, int count, byte state) {
    if (states == null && (from | count) % HALF == 0) {
      int half = from >> HALF_SHIFT;
      int end = (from + count) >> HALF_SHIFT;
      Arrays.fill(heads, half, end, state);
      Arrays.fill(bodies, half, end, state);
    } else {
      Arrays.fill(refined(), from, from + count, state);
    }
  }

  int next(int i) {
    int at = column(i);
    return next[at];
  }

  int prev(int i) {
    int at = column(i);
    return prev[at];
  }

  int owner(int i) {
    if (states == null && (i & HALF - 1) != 0) {
      return 0;
    }
    int at = column(i);
    return owner[at];
  }

  void setNext(int i, int pfn) {
    int at = column(i);
    next[at] = pfn;
  }

  void setPrev(int i, int pfn) {
    int at = column(i);
    prev[at] = pfn;
  }

  void setOwner(int i, int number) {
    if (number != owner(i)) {
      int at = column(i);
      owner[at] = number;
    }
  }

  /** Where a frame stands in the columns, which then have it. */
  private int column(int i) {
    if (states != null) {
      return i;
    }
    if ((i & HALF - 1) == 0) {
      return i >> HALF_SHIFT;
    }
    refined();
    return i;
  }

  /** States of all frames, in columns from now on. */
  private byte[] refined() {
    byte[] all = states;
    if (all == null) {
      all = new byte[MemMap.CHUNK_PAGES];
      for (int half = 0; half < 2; half++) {
        int from = half << HALF_SHIFT;
        Arrays.fill(all, from, from + HALF, bodies[half]);
        all[from] = heads[half];
      }
      states = all;
      next = columnsOf(next);
      prev = columnsOf(prev);
      owner = columnsOf(owner);
    }
    return all;
  }

  private static int[] columnsOf(int[] halves) {
    int[] column = new int[MemMap.CHUNK_PAGES];
    column[0] = halves[0];
    column[HALF] = halves[1];
    return column;
  }
}
