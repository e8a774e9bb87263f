// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in page frames: sparse physical memory.
 *
 * <p>Addresses are physical: pfn shifted by the page size, plus the offset. A frame that nobody
 * wrote to reads as zeroes. Frames are kept in chunks; chunks that hold one value throughout are
 * shared and copied on first write, so a large static shadow costs next to nothing until objects
 * come and go in it.
 */
public final class FrameMemory {
  private final int pageShift;
  private final Stretches stretches;
  private final long offsetMask;
  private final long firstChunk;
  private final @Nullable FrameChunk[] uniform = new FrameChunk[256];
  private @Nullable FrameChunk[] chunks = new FrameChunk[16];
  private int changes;

  /**
   * @param firstPfn the lowest pfn that will be written to
   * @param pageShift log2 of the frame size in bytes
   */
  public FrameMemory(long firstPfn, int pageShift) {
    this.pageShift = pageShift;
    this.stretches = new Stretches(pageShift);
    this.offsetMask = (1L << pageShift) - 1;
    this.firstChunk = firstPfn >>> FrameChunk.SHIFT;
  }

  /** Loads one byte. */
  public byte load(long physical) {
    long pfn = physical >>> pageShift;
    FrameChunk chunk = at(chunkOf(pfn));
    return chunk == null ? 0 : chunk.load(FrameChunk.indexOf(pfn), (int) (physical & offsetMask));
  }

  /** Stores {@code value} to {@code bytes} bytes. */
  public void fill(long physical, long bytes, byte value) {
    int offset = (int) (physical & offsetMask);
    long pfn = physical >>> pageShift;
    if (offset + bytes <= offsetMask + 1) {
      int index = chunkOf(pfn);
      FrameChunk chunk = at(index);
      if (chunk == null || chunk.shared) {
        chunk = toWrite(index, value);
      }
      if (chunk != null) {
        chunk.fill(FrameChunk.indexOf(pfn), offset, (int) bytes, value);
      }
      return;
    }
    fillFrames(physical, bytes, value);
  }

  private void fillFrames(long physical, long bytes, byte value) {
    long at = physical;
    long end = physical + bytes;
    long chunkBytes = (long) FrameChunk.FRAMES << pageShift;
    while (at < end) {
      long pfn = at >>> pageShift;
      int index = chunkOf(pfn);
      if ((at & (chunkBytes - 1)) == 0 && end - at >= chunkBytes) {
        grow(index);
        chunks[index] = uniform(value);
        changes++;
        at += chunkBytes;
        continue;
      }
      int offset = (int) (at & offsetMask);
      long length = Math.min(end - at, offsetMask + 1 - offset);
      FrameChunk chunk = toWrite(index, value);
      if (chunk != null) {
        if (length > offsetMask) {
          chunk.fillFrame(FrameChunk.indexOf(pfn), value);
        } else {
          chunk.fill(FrameChunk.indexOf(pfn), offset, (int) length, value);
        }
      }
      at += length;
    }
  }

  /**
   * Scans for a byte that is not zero.
   *
   * @return its physical address, or -1 when all are zero
   */
  public long firstNonZero(long physical, long bytes) {
    long at = physical;
    long end = physical + bytes;
    while (at < end) {
      long pfn = at >>> pageShift;
      int offset = (int) (at & offsetMask);
      int to = (int) Math.min(end - at + offset, offsetMask + 1);
      FrameChunk chunk = at(chunkOf(pfn));
      if (chunk != null) {
        int found = chunk.firstNonZero(FrameChunk.indexOf(pfn), offset, to);
        if (found >= 0) {
          return (pfn << pageShift) + found;
        }
      }
      at += to - offset;
    }
    return -1;
  }

  /** Frames whose bytes differ within a segment, so that the host keeps each byte of them. */
  public long materialisedFrames() {
    long count = 0;
    for (FrameChunk chunk : chunks) {
      count += chunk == null ? 0 : chunk.materialised();
    }
    return count;
  }

  private int chunkOf(long pfn) {
    long index = (pfn >>> FrameChunk.SHIFT) - firstChunk;
    if (index < 0 || index > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("pfn " + Long.toHexString(pfn) + " is not of this memory");
    }
    return (int) index;
  }

  /** Counts how often the contents of frames moved to another place. */
  public int changes() {
    return changes;
  }

  /** Where the content of a frame lies now. */
  public FrameChunk chunkAt(long physical) {
    FrameChunk chunk = at(chunkOf(physical >>> pageShift));
    return chunk == null ? zeroes() : chunk;
  }

  /** Frames that nobody wrote to. */
  public FrameChunk zeroes() {
    return uniform((byte) 0);
  }

  private @Nullable FrameChunk at(int index) {
    return index < chunks.length ? chunks[index] : null;
  }

  /** The chunk, made writable; null when it is known to hold {@code value} throughout. */
  private @Nullable FrameChunk toWrite(int index, byte value) {
    FrameChunk chunk = at(index);
    if (chunk != null && !chunk.shared) {
      return chunk;
    }
    if (chunk == null) {
      chunk = uniform((byte) 0);
    }
    if (chunk.onlyValue() == value) {
      return null;
    }
    grow(index);
    FrameChunk own = chunk.copy();
    chunks[index] = own;
    changes++;
    return own;
  }

  private void grow(int index) {
    if (index >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(index + 1, chunks.length + (chunks.length >> 1)));
    }
  }

  private FrameChunk uniform(byte value) {
    FrameChunk chunk = uniform[value & 0xFF];
    if (chunk == null) {
      chunk = FrameChunk.uniform(stretches, value);
      uniform[value & 0xFF] = chunk;
    }
    return chunk;
  }
}
