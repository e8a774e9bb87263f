// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@value #FRAMES} consecutive frames, each as eight equal segments. A segment is
 * either uniform, one byte of the frame's {@code long}, or mixed, a part of the frame's byte array.
 * That has a byte for each quarter of a segment while no quarter is mixed, and a byte for each byte
 * from then on.
 *
 * <p>Where a granule is 8 bytes a segment holds the shadow of one page, and a quarter where it is
 * 32; what is poisoned page by page therefore never needs a byte for each byte.
 */
final class FrameChunk {
  static final int SHIFT = 9;
  static final int FRAMES = 1 << SHIFT;
  static final int SEGMENTS_SHIFT = 3;
  private static final int QUARTERS_SHIFT = SEGMENTS_SHIFT + 2;
  private static final int QUARTERS = 1 << QUARTERS_SHIFT;
  private static final int ALL_SEGMENTS = (1 << (1 << SEGMENTS_SHIFT)) - 1;

  /** From this length on a stretch is copied faster than it is written byte by byte. */
  private static final int COPIED_BYTES = 24;

  private static final long EVERY_BYTE = 0x0101010101010101L;

  /** Whether other places stand on this chunk too, so that it must be copied before a write. */
  final boolean shared;

  private final int frameBytes;
  private final int segmentShift;
  private final int quarterShift;
  private final Stretches stretches;
  private final long[] uniform;

  /** Bit s of a frame: segment s is mixed, its bytes stand in {@link #bytes}. */
  private final byte[] mixed;

  private byte @Nullable [] @Nullable [] bytes;

  private FrameChunk(Stretches stretches, long[] uniform, byte[] mixed, boolean shared) {
    int pageShift = stretches.pageShift();
    this.stretches = stretches;
    this.frameBytes = 1 << pageShift;
    this.segmentShift = pageShift - SEGMENTS_SHIFT;
    this.quarterShift = pageShift - QUARTERS_SHIFT;
    this.uniform = uniform;
    this.mixed = mixed;
    this.shared = shared;
  }

  /** A chunk to stand on wherever all bytes of all its frames are {@code value}. */
  static FrameChunk uniform(Stretches stretches, byte value) {
    long[] uniform = new long[FRAMES];
    Arrays.fill(uniform, everyByte(value));
    return new FrameChunk(stretches, uniform, new byte[FRAMES], true);
  }

  /** A copy to write to; only for shared chunks, which have no mixed segment. */
  FrameChunk copy() {
    return new FrameChunk(stretches, uniform.clone(), mixed.clone(), false);
  }

  byte load(int frame, int offset) {
    int segment = offset >> segmentShift;
    if ((mixed[frame] >> segment & 1) != 0) {
      byte[] content = quartersOf(frame);
      return content[content.length == QUARTERS ? offset >> quarterShift : offset];
    }
    return (byte) (uniform[frame] >> (segment << 3));
  }

  /** Whether the frame holds nothing but {@code value}; mixed segments are not looked into. */
  boolean isUniform(int frame, byte value) {
    return mixed[frame] == 0 && uniform[frame] == everyByte(value);
  }

  /** Makes all bytes of a frame {@code value}. */
  void fillFrame(int frame, byte value) {
    uniform[frame] = everyByte(value);
    if (mixed[frame] != 0) {
      drop(frame);
    }
  }

  /** Makes {@code length} bytes from {@code offset}, all in one frame, {@code value}. */
  void fill(int frame, int offset, int length, byte value) {
    int first = offset >> segmentShift;
    int end = offset + length;
    int last = (end - 1) >> segmentShift;
    if (first == last) {
      if (length == 1 << segmentShift) {
        fillSegment(frame, first, value);
      } else {
        fillPart(frame, first, offset, end, value);
      }
      return;
    }
    int whole = 0;
    for (int segment = first; segment <= last; segment++) {
      int from = Math.max(offset, segment << segmentShift);
      int to = Math.min(end, (segment + 1) << segmentShift);
      if (to - from == 1 << segmentShift) {
        whole |= 1 << segment;
      } else {
        fillPart(frame, segment, from, to, value);
      }
    }
    fillWhole(frame, whole, value);
  }

  private void fillSegment(int frame, int segment, byte value) {
    int shift = segment << 3;
    uniform[frame] = uniform[frame] & ~(0xFFL << shift) | (value & 0xFFL) << shift;
    int before = mixed[frame] & ALL_SEGMENTS;
    if (before != 0) {
      int stillMixed = before & ~(1 << segment);
      if (stillMixed == 0) {
        drop(frame);
      } else {
        mixed[frame] = (byte) stillMixed;
      }
    }
  }

  private void fillWhole(int frame, int segments, byte value) {
    long mask = 0;
    for (int left = segments; left != 0; left &= left - 1) {
      mask |= 0xFFL << (Integer.numberOfTrailingZeros(left) << 3);
    }
    uniform[frame] = uniform[frame] & ~mask | everyByte(value) & mask;
    int stillMixed = mixed[frame] & ALL_SEGMENTS & ~segments;
    if (mixed[frame] != 0 && stillMixed == 0) {
      drop(frame);
    } else {
      mixed[frame] = (byte) stillMixed;
    }
  }

  private void fillPart(int frame, int segment, int from, int to, byte value) {
    if ((mixed[frame] >> segment & 1) == 0) {
      byte old = (byte) (uniform[frame] >> (segment << 3));
      if (old == value) {
        return;
      }
      byte[] content = quartersOf(frame);
      write(content, segment << segmentShift, (segment + 1) << segmentShift, old);
      mixed[frame] |= (byte) (1 << segment);
    }
    byte[] content = quartersOf(frame);
    if (content.length == QUARTERS && ((from | to) & ((1 << quarterShift) - 1)) != 0) {
      content = byteByByte(frame, content);
    }
    write(content, from, to, value);
  }

  /** Writes a stretch that, where the content has quarters only, begins and ends with one. */
  private void write(byte[] content, int from, int to, byte value) {
    if (content.length == QUARTERS) {
      for (int i = from >> quarterShift; i < to >> quarterShift; i++) {
        content[i] = value;
      }
    } else if (to - from >= COPIED_BYTES) {
      System.arraycopy(stretches.of(value), 0, content, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        content[i] = value;
      }
    }
  }

  /**
   * Scans for a byte that is not zero.
   *
   * @return its offset, or -1
   */
  int firstNonZero(int frame, int offset, int end) {
    int at = offset;
    while (at < end) {
      int segment = at >> segmentShift;
      int to = Math.min(end, (segment + 1) << segmentShift);
      if ((mixed[frame] >> segment & 1) == 0) {
        if ((byte) (uniform[frame] >> (segment << 3)) != 0) {
          return at;
        }
      } else {
        byte[] content = quartersOf(frame);
        int shift = content.length == QUARTERS ? quarterShift : 0;
        for (int i = at >> shift; i << shift < to; i++) {
          if (content[i] != 0) {
            return Math.max(at, i << shift);
          }
        }
      }
      at = to;
    }
    return -1;
  }

  /** Frames whose every byte has a byte. */
  int materialised() {
    int count = 0;
    if (bytes != null) {
      for (byte[] content : bytes) {
        count += content == null || content.length == QUARTERS ? 0 : 1;
      }
    }
    return count;
  }

  /** The content of a frame, in quarters where there was none. */
  private byte[] quartersOf(int frame) {
    if (bytes == null) {
      bytes = new byte[FRAMES][];
    }
    byte[] content = bytes[frame];
    if (content == null) {
      content = new byte[QUARTERS];
      bytes[frame] = content;
    }
    return content;
  }

  private byte[] byteByByte(int frame, byte[] quarters) {
    byte[] content = new byte[frameBytes];
    for (int i = 0; i < QUARTERS; i++) {
      if (quarters[i] != 0) {
        write(content, i << quarterShift, (i + 1) << quarterShift, quarters[i]);
      }
    }
    if (bytes != null) {
      bytes[frame] = content;
    }
    return content;
  }

  private void drop(int frame) {
    mixed[frame] = 0;
    if (bytes != null) {
      bytes[frame] = null;
    }
  }

  private static long everyByte(byte value) {
    return (value & 0xFF) * EVERY_BYTE;
  }
}
