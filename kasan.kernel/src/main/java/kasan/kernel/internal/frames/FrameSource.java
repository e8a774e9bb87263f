// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import kasan.api.memory.FrameUse;

/** Where a shadow's frames come from: a page allocator, or the side pool of a recorded kernel. */
public interface FrameSource {
  /** No run of that size is free. */
  long NONE = -1;

  /**
   * Takes a run of frames, aligned to its own size.
   *
   * @param frames how many; a power of two
   * @param use what for
   * @return the first pfn, or {@link #NONE}
   */
  long take(long frames, FrameUse use);

  /**
   * Takes runs of one length, one after the other, until there is none.
   *
   * @param frames how many in each; a power of two
   * @param pfns where the first pfn of each goes, from 0 on
   * @param count how many runs are wanted
   * @return how many there are
   */
  default int takeEach(long frames, FrameUse use, long[] pfns, int count) {
    for (int i = 0; i < count; i++) {
      pfns[i] = take(frames, use);
      if (pfns[i] == NONE) {
        return i;
      }
    }
    return count;
  }

  /**
   * The shadow has looked at what pages are used for. It does not know of the frames that it takes
   * from now on, unless it is told.
   */
  default void shadowLooked() {}

  /** Gives a run, or a part of one, back. */
  void give(long firstPfn, long frames);

  /** Gives runs of one length back that lie one behind the other, one after the other. */
  default void giveEach(long firstPfn, long frames, int count) {
    for (int i = 0; i < count; i++) {
      give(firstPfn + i * frames, frames);
    }
  }
}
