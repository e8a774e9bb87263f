// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.Arrays;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;
import org.jspecify.annotations.Nullable;

/**
 * What each page of RAM knows of its shadow: eight bytes, null for a page that is valid as a whole,
 * all ones for a free page, else a pointer to its block.
 *
 * <p>They take frames, are loaded and stored through the view as one word each, and tell the three
 * cases apart in every byte; which block a pointer leads to is kept beside them.
 */
final class PagePointers {
  /** The page is valid as a whole. */
  static final byte VALID = 0;

  /** The page is free. */
  static final byte FREE = (byte) 0xFF;

  /** The page has a block. */
  static final byte HAS_BLOCK = 1;

  /** The page has no block. */
  static final int NO_BLOCK = -1;

  /** Where the pointers stand. */
  enum Place {
    /** In struct page, found by arithmetic. */
    STRUCT_PAGE(0, 0),
    /**
     * In the page_ext of the page, behind its word of flags, found through the section that the
     * page belongs to.
     */
    PAGE_EXT(POINTER_BYTES, 2);

    private final long otherBytes;
    private final int lookupLoads;

    Place(long otherBytes, int lookupLoads) {
      this.otherBytes = otherBytes;
      this.lookupLoads = lookupLoads;
    }
  }

  private static final long POINTER_BYTES = 8;
  private static final LeafPolicy VMEMMAP = new LeafPolicy(21, false);
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  private final ShadowMemory memory;
  private final Place place;
  private final long base;
  private final int[] @Nullable [] blocks;

  PagePointers(KernelView view, Place place) {
    Machine machine = view.machine();
    ShadowSpace space = view.space();
    this.memory = view.memory();
    this.place = place;
    long eachBytes = POINTER_BYTES + place.otherBytes;
    this.base =
        space.reserve(
            "pointers to shadow", machine.frames() * eachBytes, 1L << VMEMMAP.maxLeafShift());
    for (PfnRange range : machine.ram()) {
      space.populate(
          base + range.first() * eachBytes,
          base + range.end() * eachBytes,
          VALID,
          FrameUse.STATIC,
          VMEMMAP);
    }
    this.blocks = new int[(int) (machine.frames() >>> CHUNK_SHIFT) + 1][];
  }

  private long wordOf(long pfn) {
    return base + pfn * (POINTER_BYTES + place.otherBytes) + place.otherBytes;
  }

  /** Loads what the page has: {@link #VALID}, {@link #FREE} or {@link #HAS_BLOCK}. */
  byte load(int cpu, long pfn) {
    long word = wordOf(pfn);
    for (int i = 0; i < place.lookupLoads; i++) {
      memory.load(cpu, word - place.otherBytes);
    }
    return memory.load(cpu, word);
  }

  /** What the page has, uncounted; -1 where there is no page. */
  int peek(long pfn) {
    return memory.peek(wordOf(pfn));
  }

  /** The block of a page, or {@link #NO_BLOCK}. */
  int blockOf(long pfn) {
    int[] chunk = blocks[(int) (pfn >>> CHUNK_SHIFT)];
    return chunk == null ? NO_BLOCK : chunk[(int) pfn & CHUNK_MASK];
  }

  /** Stores a pointer to a block. */
  void setBlock(int cpu, long pfn, int block) {
    int index = (int) (pfn >>> CHUNK_SHIFT);
    int[] chunk = blocks[index];
    if (chunk == null) {
      chunk = new int[CHUNK_MASK + 1];
      Arrays.fill(chunk, NO_BLOCK);
      blocks[index] = chunk;
    }
    chunk[(int) pfn & CHUNK_MASK] = block;
    memory.fill(cpu, wordOf(pfn), POINTER_BYTES, HAS_BLOCK);
  }

  /** Stores that a page is valid or free as a whole; returns the block it had. */
  int clear(int cpu, long pfn, byte state) {
    int block = blockOf(pfn);
    if (block != NO_BLOCK) {
      int[] chunk = blocks[(int) (pfn >>> CHUNK_SHIFT)];
      if (chunk != null) {
        chunk[(int) pfn & CHUNK_MASK] = NO_BLOCK;
      }
    }
    memory.fill(cpu, wordOf(pfn), POINTER_BYTES, state);
    return block;
  }

  /**
   * Pages from {@code pfn} to before {@code end} that certainly have no block, in a stretch that is
   * found without a look at each.
   */
  long withoutBlock(long pfn, long end) {
    long at = pfn;
    while (at < end && blocks[(int) (at >>> CHUNK_SHIFT)] == null) {
      at = (at | CHUNK_MASK) + 1;
    }
    return Math.min(at, end) - pfn;
  }

  /** Clears each of these pages, of which none has a block. */
  void clearEach(int cpu, long pfn, long pages, byte state) {
    if (place.otherBytes == 0) {
      memory.fillEach(cpu, wordOf(pfn), POINTER_BYTES, pages, state);
      return;
    }
    for (long at = pfn; at < pfn + pages; at++) {
      memory.fill(cpu, wordOf(at), POINTER_BYTES, state);
    }
  }

  /** Marks pages as free while the shadow is built; none has a block. */
  void setFree(int cpu, long pfn, long pages) {
    if (place.otherBytes == 0) {
      memory.fill(cpu, wordOf(pfn), pages * POINTER_BYTES, FREE);
      return;
    }
    for (long at = pfn; at < pfn + pages; at++) {
      memory.fill(cpu, wordOf(at), POINTER_BYTES, FREE);
    }
  }
}
