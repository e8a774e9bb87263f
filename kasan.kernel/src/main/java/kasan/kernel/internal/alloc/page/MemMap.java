// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the allocators note of each page frame: the model's struct page, in columns.
 *
 * <p>Chunks of {@link #CHUNK_PAGES} frames (one block of the highest order) come into being when
 * the allocator first touches one of their frames. A chunk that is free as a whole and was never
 * touched is <em>pristine</em>: one bit. A chunk that was handed out in halves at the least is a
 * few words; see {@link MapChunk}.
 */
public final class MemMap {
  /** Highest order of a block (MAX_PAGE_ORDER). */
  public static final int MAX_ORDER = 10;

  /** Frames of a chunk. */
  static final int CHUNK_PAGES = 1 << MAX_ORDER;

  /** No frame. */
  public static final int NONE = -1;

  /** Kinds of state; the order of a block is in the low bits of its first frame's state. */
  static final int FREE = 1 << 4;

  static final int ON_CPU_LIST = 2 << 4;
  static final int ALLOCATED = 3 << 4;
  static final int ALLOCATED_MOVABLE = 4 << 4;
  static final int HELD = 5 << 4;
  static final int KIND_MASK = 0xf0;
  static final int ORDER_MASK = 0x0f;

  private final @Nullable MapChunk[] chunks;
  private final long[] pristine;
  private final byte[] blockTypes;
  private final int pageBlockOrder;
  private final int frames;

  /**
   * @param frames pfns from 0 to the end of RAM
   * @param pageBlockOrder log2 of the pages that share a migrate type, at most {@link #MAX_ORDER}
   */
  public MemMap(long frames, int pageBlockOrder) {
    if (frames > Integer.MAX_VALUE - CHUNK_PAGES || pageBlockOrder > MAX_ORDER) {
      throw new IllegalArgumentException(frames + " frames, page blocks of 2^" + pageBlockOrder);
    }
    this.frames = (int) frames;
    this.pageBlockOrder = pageBlockOrder;
    int chunkCount = (int) ((frames + CHUNK_PAGES - 1) >> MAX_ORDER);
    chunks = new MapChunk[chunkCount];
    pristine = new long[(chunkCount + 63) >> 6];
    blockTypes = new byte[chunkCount << (MAX_ORDER - pageBlockOrder)];
    Arrays.fill(blockTypes, (byte) MigrateType.MOVABLE.ordinal());
  }

  /** Frames from 0 to the end of RAM. */
  public int frames() {
    return frames;
  }

  /** The number that the owner of an allocated frame left on it; 0 when nobody did. */
  public int owner(int pfn) {
    MapChunk chunk = chunks[pfn >> MAX_ORDER];
    return chunk == null ? 0 : chunk.owner(pfn & (CHUNK_PAGES - 1));
  }

  /** Leaves a number on a frame that belongs to the caller; to be made 0 before it is freed. */
  public void setOwner(int pfn, int owner) {
    chunk(pfn).setOwner(pfn & (CHUNK_PAGES - 1), owner);
  }

  int pageBlockOrder() {
    return pageBlockOrder;
  }

  /** State of a frame; 0 for one that never was the first of a block, or that was never touched. */
  int state(int pfn) {
    MapChunk chunk = chunks[pfn >> MAX_ORDER];
    return chunk == null ? 0 : chunk.state(pfn & (CHUNK_PAGES - 1));
  }

  void setState(int pfn, int state) {
    chunk(pfn).setState(pfn & (CHUNK_PAGES - 1), (byte) state);
  }

  /** Whether all of some frames have a state. */
  boolean allHaveState(int pfn, int count, int state) {
    int end = pfn + count;
    for (int at = pfn; at < end; at = (at | CHUNK_PAGES - 1) + 1) {
      int pages = Math.min(end, (at | CHUNK_PAGES - 1) + 1) - at;
      MapChunk chunk = chunks[at >> MAX_ORDER];
      boolean have =
          chunk == null
              ? state == 0
              : chunk.allHaveState(at & (CHUNK_PAGES - 1), pages, (byte) state);
      if (!have) {
        return false;
      }
    }
    return true;
  }

  /** Sets the state of some frames. */
  void setStates(int pfn, int count, int state) {
    int end = pfn + count;
    for (int at = pfn; at < end; at = (at | CHUNK_PAGES - 1) + 1) {
      int pages = Math.min(end, (at | CHUNK_PAGES - 1) + 1) - at;
      chunk(at).setStates(at & (CHUNK_PAGES - 1), pages, (byte) state);
    }
  }

  int next(int pfn) {
    return chunk(pfn).next(pfn & (CHUNK_PAGES - 1));
  }

  int prev(int pfn) {
    return chunk(pfn).prev(pfn & (CHUNK_PAGES - 1));
  }

  void setNext(int pfn, int next) {
    chunk(pfn).setNext(pfn & (CHUNK_PAGES - 1), next);
  }

  void setPrev(int pfn, int prev) {
    chunk(pfn).setPrev(pfn & (CHUNK_PAGES - 1), prev);
  }

  int blockType(int pfn) {
    return blockTypes[pfn >> pageBlockOrder];
  }

  void setBlockType(int pfn, int type) {
    blockTypes[pfn >> pageBlockOrder] = (byte) type;
  }

  /** Marks the chunk that starts at {@code pfn} as free as a whole and untouched. */
  void setPristine(int pfn) {
    int index = pfn >> MAX_ORDER;
    pristine[index >> 6] |= 1L << index;
  }

  boolean isPristine(int pfn) {
    int index = pfn >> MAX_ORDER;
    return (pristine[index >> 6] & 1L << index) != 0;
  }

  void clearPristine(int pfn) {
    int index = pfn >> MAX_ORDER;
    pristine[index >> 6] &= ~(1L << index);
  }

  /** First pristine chunk at or after {@code pfn}; there must be one. */
  int firstPristine(int pfn) {
    int index = pfn >> MAX_ORDER;
    int word = index >> 6;
    long bits = pristine[word] & (-1L << index);
    while (bits == 0) {
      bits = pristine[++word];
    }
    return ((word << 6) + Long.numberOfTrailingZeros(bits)) << MAX_ORDER;
  }

  private MapChunk chunk(int pfn) {
    MapChunk chunk = chunks[pfn >> MAX_ORDER];
    return chunk != null ? chunk : touch(pfn);
  }

  private MapChunk touch(int pfn) {
    var chunk = new MapChunk();
    chunks[pfn >> MAX_ORDER] = chunk;
    return chunk;
  }
}
