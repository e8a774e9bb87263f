// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each page frame is used for, who owns it, and the slab it belongs to. Kept in chunks that
 * come into being when something in them happens, so that untouched RAM costs nothing.
 */
final class PageTruth {
  /** No RAM. */
  static final byte HOLE = 0;

  /** Never handed to the page allocator; good to access. */
  static final byte RESERVED = 1;

  /** Free. */
  static final byte FREE = 2;

  /** Handed out as pages. */
  static final byte ALLOCATED = 3;

  /** Part of a slab. */
  static final byte SLAB = 4;

  /** Part of a large kmalloc. */
  static final byte LARGE = 5;

  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int MASK = CHUNK - 1;

  private final Chunk[] chunks;
  private final byte[] uniform;
  private final long frames;

  /** All frames are holes at first. */
  PageTruth(long frames) {
    int count = (int) ((frames + MASK) >>> CHUNK_SHIFT);
    this.frames = frames;
    this.chunks = new Chunk[count];
    this.uniform = new byte[count];
  }

  byte kind(long pfn) {
    if (pfn < 0 || pfn >= frames) {
      return HOLE;
    }
    Chunk chunk = chunks[(int) (pfn >>> CHUNK_SHIFT)];
    return chunk == null ? uniform[(int) (pfn >>> CHUNK_SHIFT)] : chunk.kinds[(int) pfn & MASK];
  }

  /** Sets the kind of pages whose owner does not matter. */
  void set(long pfn, long pages, byte kind) {
    long end = pfn + pages;
    for (long at = pfn; at < end; ) {
      int index = (int) (at >>> CHUNK_SHIFT);
      long chunkEnd = Math.min(end, (long) (index + 1) << CHUNK_SHIFT);
      if (chunks[index] == null && chunkEnd - at == CHUNK) {
        uniform[index] = kind;
      } else {
        chunkOf(at).set((int) at & MASK, (int) (chunkEnd - at), kind);
      }
      at = chunkEnd;
    }
  }

  /** Hands pages to an owner. */
  void own(long pfn, long pages, byte kind, int generation, @Nullable SlabTruth slab) {
    for (long at = pfn; at < pfn + pages; at++) {
      Chunk chunk = chunkOf(at);
      int index = (int) at & MASK;
      chunk.kinds[index] = kind;
      chunk.generations[index] = generation;
      chunk.slabs[index] = slab;
    }
  }

  int generation(long pfn) {
    Chunk chunk = pfn < 0 || pfn >= frames ? null : chunks[(int) (pfn >>> CHUNK_SHIFT)];
    return chunk == null ? 0 : chunk.generations[(int) pfn & MASK];
  }

  @Nullable SlabTruth slab(long pfn) {
    Chunk chunk = pfn < 0 || pfn >= frames ? null : chunks[(int) (pfn >>> CHUNK_SHIFT)];
    return chunk == null ? null : chunk.slabs[(int) pfn & MASK];
  }

  private Chunk chunkOf(long pfn) {
    int index = (int) (pfn >>> CHUNK_SHIFT);
    Chunk chunk = chunks[index];
    if (chunk == null) {
      chunk = new Chunk(uniform[index]);
      chunks[index] = chunk;
    }
    return chunk;
  }

  /** Some pages in a row. */
  private static final class Chunk {
    final byte[] kinds = new byte[CHUNK];
    final int[] generations = new int[CHUNK];
    final @Nullable SlabTruth[] slabs = new @Nullable SlabTruth[CHUNK];

    Chunk(byte kind) {
      Arrays.fill(kinds, kind);
    }

    void set(int from, int count, byte kind) {
      Arrays.fill(kinds, from, from + count, kind);
      Arrays.fill(slabs, from, from + count, null);
    }
  }
}
