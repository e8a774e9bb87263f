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

  /** Gives a run, or a part of one, back. */
  void give(long firstPfn, long frames);
}
