// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each page frame is used for, who owns it, and the slab it belongs to. Kept in chunks; one
 * whose pages all have the same use and owner, and no slab, is that and no more, so that neither
 * untouched RAM nor large blocks cost anything.
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

  private static final int CHUNK_SHIFT = 9;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int MASK = CHUNK - 1;

  private final @Nullable Chunk[] chunks;

  /** Kind and generation of chunks that are not there. */
  private final byte[] kinds;

  private final int[] generations;
  private final long frames;

  /** All frames are holes at first. */
  PageTruth(long frames) {
    int count = (int) ((frames + MASK) >>> CHUNK_SHIFT);
    this.frames = frames;
    this.chunks = new Chunk[count];
    this.kinds = new byte[count];
    this.generations = new int[count];
  }

  byte kind(long pfn) {
    if (pfn < 0 || pfn >= frames) {
      return HOLE;
    }
    int index = (int) (pfn >>> CHUNK_SHIFT);
    Chunk chunk = chunks[index];
    return chunk == null ? kinds[index] : chunk.kinds[(int) pfn & MASK];
  }

  /** Sets the kind of pages whose owner does not matter. */
  void set(long pfn, long pages, byte kind) {
    long end = pfn + pages;
    for (long at = pfn; at < end; ) {
      int index = (int) (at >>> CHUNK_SHIFT);
      long chunkEnd = Math.min(end, (long) (index + 1) << CHUNK_SHIFT);
      if (chunks[index] == null && chunkEnd - at == CHUNK) {
        kinds[index] = kind;
      } else {
        chunkOf(at).set((int) at & MASK, (int) (chunkEnd - at), kind);
      }
      at = chunkEnd;
    }
  }

  /** Hands pages to an owner. */
  void own(long pfn, long pages, byte kind, int generation, @Nullable SlabTruth slab) {
    long end = pfn + pages;
    for (long at = pfn; at < end; ) {
      int index = (int) (at >>> CHUNK_SHIFT);
      long chunkEnd = Math.min(end, (long) (index + 1) << CHUNK_SHIFT);
      if (slab == null && chunkEnd - at == CHUNK) {
        chunks[index] = null;
        kinds[index] = kind;
        generations[index] = generation;
      } else {
        chunkOf(at).own((int) at & MASK, (int) (chunkEnd - at), kind, generation, slab);
      }
      at = chunkEnd;
    }
  }

  int generation(long pfn) {
    if (pfn < 0 || pfn >= frames) {
      return 0;
    }
    int index = (int) (pfn >>> CHUNK_SHIFT);
    Chunk chunk = chunks[index];
    return chunk == null ? generations[index] : chunk.generations[(int) pfn & MASK];
  }

  @Nullable SlabTruth slab(long pfn) {
    Chunk chunk = pfn < 0 || pfn >= frames ? null : chunks[(int) (pfn >>> CHUNK_SHIFT)];
    return chunk == null ? null : chunk.slabs[(int) pfn & MASK];
  }

  private Chunk chunkOf(long pfn) {
    int index = (int) (pfn >>> CHUNK_SHIFT);
    Chunk chunk = chunks[index];
    if (chunk == null) {
      chunk = new Chunk(kinds[index], generations[index]);
      chunks[index] = chunk;
    }
    return chunk;
  }

  /** Some pages in a row. */
  private static final class Chunk {
    final byte[] kinds = new byte[CHUNK];
    final int[] generations = new int[CHUNK];
    final @Nullable SlabTruth[] slabs = new @Nullable SlabTruth[CHUNK];

    Chunk(byte kind, int generation) {
      Arrays.fill(kinds, kind);
      Arrays.fill(generations, generation);
    }

    void own(int from, int count, byte kind, int generation, @Nullable SlabTruth slab) {
      for (int i = from; i < from + count; i++) {
        kinds[i] = kind;
        generations[i] = generation;
        slabs[i] = slab;
      }
    }

    void set(int from, int count, byte kind) {
      Arrays.fill(kinds, from, from + count, kind);
      Arrays.fill(slabs, from, from + count, null);
    }
  }
}
