// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link MemMap} notes of the frames of one block of the highest order.
 *
 * <p><i>Coarse</i> at first: its halves are handed out, split and freed as a whole, so that the
 * first frame of each half has a state, links and an owner, and all others of it have one state. It
 * gets columns with a place for each frame when one of the others is linked, owned or given a state
 * of its own, and keeps them.
 */
final class MapChunk {
  private static final int HALF = MemMap.CHUNK_PAGES / 2;

  /** The columns; null while this is coarse. */
  private @Nullable Columns columns;

  private byte lowHead;
  private byte lowBody;
  private byte highHead;
  private byte highBody;
  private int lowNext;
  private int lowPrev;
  private int lowOwner;
  private int highNext;
  private int highPrev;
  private int highOwner;

  private static final class Columns {
    final byte[] state = new byte[MemMap.CHUNK_PAGES];
    final int[] next = new int[MemMap.CHUNK_PAGES];
    final int[] prev = new int[MemMap.CHUNK_PAGES];
    final int[] owner = new int[MemMap.CHUNK_PAGES];
  }

  int state(int i) {
    Columns all = columns;
    if (all != null) {
      return all.state[i];
    }
    if (i < HALF) {
      return i == 0 ? lowHead : lowBody;
    }
    return i == HALF ? highHead : highBody;
  }

  void setState(int i, byte state) {
    Columns all = columns;
    if (all != null) {
      all.state[i] = state;
    } else if (i == 0) {
      lowHead = state;
    } else if (i == HALF) {
      highHead = state;
    } else if (state(i) != state) {
      refined().state[i] = state;
    }
  }

  boolean allHaveState(int from, int count, byte state) {
    if (columns == null && (from | count) % HALF == 0) {
      return (from > 0 || (lowHead == state && lowBody == state))
          && (from + count == HALF || (highHead == state && highBody == state));
    }
    for (int i = from; i < from + count; i++) {
      if (state(i) != state) {
        return false;
      }
    }
    return true;
  }

  void setStates(int from, int count, byte state) {
    if (columns != null || (from | count) % HALF != 0) {
      Arrays.fill(refined().state, from, from + count, state);
      return;
    }
    if (from == 0) {
      lowHead = state;
      lowBody = state;
    }
    if (from + count > HALF) {
      highHead = state;
      highBody = state;
    }
  }

  int next(int i) {
    Columns all = columns;
    if (all != null) {
      return all.next[i];
    }
    return i == 0 ? lowNext : i == HALF ? highNext : 0;
  }

  int prev(int i) {
    Columns all = columns;
    if (all != null) {
      return all.prev[i];
    }
    return i == 0 ? lowPrev : i == HALF ? highPrev : 0;
  }

  int owner(int i) {
    Columns all = columns;
    if (all != null) {
      return all.owner[i];
    }
    return i == 0 ? lowOwner : i == HALF ? highOwner : 0;
  }

  void setNext(int i, int pfn) {
    Columns all = columns;
    if (all == null && i == 0) {
      lowNext = pfn;
    } else if (all == null && i == HALF) {
      highNext = pfn;
    } else {
      refined().next[i] = pfn;
    }
  }

  void setPrev(int i, int pfn) {
    Columns all = columns;
    if (all == null && i == 0) {
      lowPrev = pfn;
    } else if (all == null && i == HALF) {
      highPrev = pfn;
    } else {
      refined().prev[i] = pfn;
    }
  }

  void setOwner(int i, int number) {
    Columns all = columns;
    if (all == null && i == 0) {
      lowOwner = number;
    } else if (all == null && i == HALF) {
      highOwner = number;
    } else if (all != null || number != 0) {
      refined().owner[i] = number;
    }
  }

  /** The columns, made when there are none. */
  private Columns refined() {
    Columns all = columns;
    if (all == null) {
      all = new Columns();
      Arrays.fill(all.state, 0, HALF, lowBody);
      Arrays.fill(all.state, HALF, MemMap.CHUNK_PAGES, highBody);
      all.state[0] = lowHead;
      all.state[HALF] = highHead;
      all.next[0] = lowNext;
      all.next[HALF] = highNext;
      all.prev[0] = lowPrev;
      all.prev[HALF] = highPrev;
      all.owner[0] = lowOwner;
      all.owner[HALF] = highOwner;
      columns = all;
    }
    return all;
  }
}
