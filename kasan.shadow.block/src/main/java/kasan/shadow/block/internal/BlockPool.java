// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.Arrays;
import java.util.BitSet;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowSpace;

/**
 * The slab cache that shadow blocks come from: a frame holds eight, is taken when its first block
 * is needed and given back when its last one is free. The lowest frame with room serves next.
 *
 * <p>Linux would reach such a slab through the direct map. Here it stands in a window of addresses,
 * mapped frame by frame, so its tables and maps are the model's and not the design's. So is the one
 * flush after {@value #UNFLUSHED_LIMIT} frames given back: an address of the window is not used
 * again while a CPU may remember what was there.
 */
final class BlockPool {
  /** No frame could be had. */
  static final int NONE = -1;

  private static final int BLOCK_SHIFT = 3;
  private static final int ALL = (1 << (1 << BLOCK_SHIFT)) - 1;
  private static final int UNFLUSHED_LIMIT = 512;

  private final ShadowSpace space;
  private final int pageShift;
  private final long window;

  /** Blocks in use of each frame, one bit each. */
  private byte[] used = new byte[256];

  private final BitSet withRoom = new BitSet();
  private final BitSet vacant = new BitSet();
  private final BitSet unflushed = new BitSet();
  private int unflushedCount;
  private int touched;

  /**
   * @param mostBlocks how many blocks can be in use at once
   */
  BlockPool(KernelView view, long mostBlocks) {
    this.space = view.space();
    this.pageShift = view.machine().pageShift();
    long mostFrames = (mostBlocks >>> BLOCK_SHIFT) + 1 + UNFLUSHED_LIMIT;
    this.window = space.reserve("shadow blocks", mostFrames << pageShift, 1L << pageShift);
  }

  /** Takes a block; its contents are those of whoever had it, or zeroes. */
  int take(int cpu) {
    int frame = withRoom.nextSetBit(0);
    if (frame < 0) {
      frame = addFrame(cpu);
      if (frame < 0) {
        return NONE;
      }
    }
    int bit = Integer.numberOfTrailingZeros(~used[frame]);
    used[frame] |= (byte) (1 << bit);
    if ((used[frame] & ALL) == ALL) {
      withRoom.clear(frame);
    }
    return frame << BLOCK_SHIFT | bit;
  }

  private int addFrame(int cpu) {
    int frame = vacant.nextSetBit(0);
    boolean fresh = frame < 0;
    if (fresh) {
      frame = touched;
    }
    if (!space.map(cpu, frameAddress(frame), (byte) 0, FrameUse.ON_DEMAND)) {
      return NONE;
    }
    if (fresh) {
      touched++;
      if (touched > used.length) {
        used = Arrays.copyOf(used, 2 * used.length);
      }
    } else {
      vacant.clear(frame);
    }
    withRoom.set(frame);
    return frame;
  }

  /** Gives a block back. */
  void give(int cpu, int block) {
    int frame = block >>> BLOCK_SHIFT;
    used[frame] &= (byte) ~(1 << (block & ((1 << BLOCK_SHIFT) - 1)));
    if (used[frame] != 0) {
      withRoom.set(frame);
      return;
    }
    withRoom.clear(frame);
    space.release(space.unmap(cpu, frameAddress(frame)));
    unflushed.set(frame);
    unflushedCount++;
    if (unflushedCount == UNFLUSHED_LIMIT) {
      space.flushGlobal(cpu, window, frameAddress(touched));
      vacant.or(unflushed);
      unflushed.clear();
      unflushedCount = 0;
    }
  }

  /** Address of the first byte of a block. */
  long address(int block) {
    return window + ((long) block << (pageShift - BLOCK_SHIFT));
  }

  private long frameAddress(int frame) {
    return window + ((long) frame << pageShift);
  }
}
