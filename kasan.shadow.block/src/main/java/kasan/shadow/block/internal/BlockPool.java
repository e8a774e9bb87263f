// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.Arrays;
import java.util.BitSet;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowSpace;

/**
 * The frames that shadow blocks come from: a frame holds eight, is taken when its first block is
 * needed and given back when its last one is free. The fullest frame with room serves next, and
 * each block has its owner beside it, so that {@link Compaction} can move it.
 *
 * <p>Linux would reach such a frame through the direct map. Here it stands in a window of
 * addresses, mapped frame by frame, so its tables and maps are the model's and not the design's. So
 * is the one flush after {@value #UNFLUSHED_LIMIT} frames given back: an address of the window is
 * not used again while a CPU may remember what was there.
 */
final class BlockPool {
  /** No frame could be had. */
  static final int NONE = -1;

  private static final int BLOCK_SHIFT = 3;
  private static final int BLOCKS = 1 << BLOCK_SHIFT;
  private static final int ALL = (1 << BLOCKS) - 1;
  private static final int UNFLUSHED_LIMIT = 512;

  private final ShadowSpace space;
  private final int pageShift;
  private final long window;
  private final FullnessGroups groups = new FullnessGroups(BLOCKS);

  /** Blocks in use of each frame, one bit each. */
  private byte[] used = new byte[256];

  /** Page whose shadow each block in use is. */
  private int[] owners = new int[256 << BLOCK_SHIFT];

  private final BitSet vacant = new BitSet();
  private final BitSet unflushed = new BitSet();
  private int unflushedCount;
  private int touched;
  private long frames;
  private long usedBlocks;

  /**
   * @param mostBlocks how many blocks can be in use at once
   */
  BlockPool(KernelView view, long mostBlocks) {
    this.space = view.space();
    this.pageShift = view.machine().pageShift();
    long mostFrames = (mostBlocks >>> BLOCK_SHIFT) + 1 + UNFLUSHED_LIMIT;
    this.window = space.reserve("shadow blocks", mostFrames << pageShift, 1L << pageShift);
  }

  /** Takes a block for a page. It holds what its last page left in it, or zeroes. */
  int take(int cpu, long pfn) {
    int frame = groups.fullest();
    if (frame < 0) {
      frame = addFrame(cpu);
      if (frame < 0) {
        return NONE;
      }
    }
    int bits = used[frame] & ALL;
    int bit = Integer.numberOfTrailingZeros(~bits);
    int count = Integer.bitCount(bits);
    used[frame] = (byte) (bits | 1 << bit);
    groups.move(frame, count, count + 1);
    usedBlocks++;
    int block = frame << BLOCK_SHIFT | bit;
    owners[block] = (int) pfn;
    return block;
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
    space.announceMapping(frameAddress(frame), frameAddress(frame + 1));
    if (fresh) {
      touched++;
      if (touched > used.length) {
        used = Arrays.copyOf(used, 2 * used.length);
        owners = Arrays.copyOf(owners, 2 * owners.length);
      }
    } else {
      vacant.clear(frame);
    }
    frames++;
    return frame;
  }

  /** Gives a block back. */
  void give(int cpu, int block) {
    int frame = block >>> BLOCK_SHIFT;
    int bits = used[frame] & ALL;
    int count = Integer.bitCount(bits);
    used[frame] = (byte) (bits & ~(1 << (block & (BLOCKS - 1))));
    groups.move(frame, count, count - 1);
    usedBlocks--;
    if (count == 1) {
      giveFrame(cpu, frame);
    }
  }

  private void giveFrame(int cpu, int frame) {
    frames--;
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

  /** Blocks that are in use. */
  long usedBlocks() {
    return usedBlocks;
  }

  /** Unused blocks of the frames that are taken. */
  long unusedBlocks() {
    return (frames << BLOCK_SHIFT) - usedBlocks;
  }

  /** Whether the blocks in use would fit into a frame less. */
  boolean couldSpareFrame() {
    return unusedBlocks() >= BLOCKS;
  }

  /** Is given what moves from one block to another. */
  @FunctionalInterface
  interface Mover {
    /** Moves the shadow of a page; {@code from} is still mapped, {@code to} is taken. */
    void move(int cpu, long pfn, int from, int to);
  }

  /** Moves the blocks of the emptiest frame into the fullest others, and gives the frame back. */
  void emptyFrame(int cpu, Mover mover) {
    int frame = groups.emptiest();
    int bits = used[frame] & ALL;
    groups.remove(frame, Integer.bitCount(bits));
    for (int bit = 0; bit < BLOCKS; bit++) {
      if ((bits & 1 << bit) != 0) {
        int from = frame << BLOCK_SHIFT | bit;
        mover.move(cpu, owners[from], from, take(cpu, owners[from]));
        usedBlocks--;
      }
    }
    used[frame] = 0;
    giveFrame(cpu, frame);
  }

  /** Address of the first byte of a block. */
  long address(int block) {
    return window + ((long) block << (pageShift - BLOCK_SHIFT));
  }

  private long frameAddress(int frame) {
    return window + ((long) frame << pageShift);
  }
}
