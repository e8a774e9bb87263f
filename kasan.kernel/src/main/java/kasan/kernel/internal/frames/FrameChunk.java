// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@value #FRAMES} consecutive frames, each as eight equal segments. A segment is
 * either uniform, one byte of the frame's {@code long}, or mixed. Mixed segments have a byte for
 * each quarter while no quarter of the frame is mixed, and from then on each byte of the frame's
 * array.
 *
 * <p>Where a granule is 8 bytes a segment holds the shadow of one page, and a quarter where it is
 * 32; what is poisoned page by page therefore never needs a byte for each byte.
 */
final class FrameChunk {
  static final int SHIFT = 9;
  static final int FRAMES = 1 << SHIFT;
  static final int SEGMENTS_SHIFT = 3;
  private static final int QUARTERS_SHIFT = SEGMENTS_SHIFT + 2;
  private static final int ALL_SEGMENTS = (1 << (1 << SEGMENTS_SHIFT)) - 1;

  private static final byte[] NOT_YET = {};

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

  /** Bit s of a frame: segment s is mixed. */
  private final byte[] mixed;

  /** Quarters of mixed segments, frame by frame; made when there is the first. */
  private byte[] quarters = NOT_YET;

  /** Bytes of the frames that have an array of their own. */
  private byte @Nullable [] @Nullable [] bytes;

  /** Which frames those are, one bit each. */
  private final long[] whole = new long[FRAMES >> 6];

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
      byte[] content = own(frame);
      return content == null
          ? quarters[(frame << QUARTERS_SHIFT) + (offset >> quarterShift)]
          : content[offset];
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
    byte[] content = own(frame);
    if ((mixed[frame] >> segment & 1) == 0) {
      byte old = (byte) (uniform[frame] >> (segment << 3));
      if (old == value) {
        return;
      }
      int end = (segment + 1) << segmentShift;
      if (content == null) {
        writeQuarters(frame, segment << segmentShift, end, old);
      } else {
        write(content, segment << segmentShift, end, old);
      }
      mixed[frame] |= (byte) (1 << segment);
    }
    if (content == null && ((from | to) & ((1 << quarterShift) - 1)) == 0) {
      writeQuarters(frame, from, to, value);
    } else {
      write(content == null ? byteByByte(frame) : content, from, to, value);
    }
  }

  private void writeQuarters(int frame, int from, int to, byte value) {
    if (quarters.length == 0) {
      quarters = new byte[FRAMES << QUARTERS_SHIFT];
    }
    int first = frame << QUARTERS_SHIFT;
    for (int i = first + (from >> quarterShift); i < first + (to >> quarterShift); i++) {
      quarters[i] = value;
    }
  }

  private void write(byte[] content, int from, int to, byte value) {
    if (to - from >= COPIED_BYTES) {
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
        int found = firstNonZeroMixed(frame, at, to);
        if (found >= 0) {
          return found;
        }
      }
      at = to;
    }
    return -1;
  }

  private int firstNonZeroMixed(int frame, int from, int to) {
    byte[] content = own(frame);
    if (content != null) {
      for (int i = from; i < to; i++) {
        if (content[i] != 0) {
          return i;
        }
      }
      return -1;
    }
    int first = frame << QUARTERS_SHIFT;
    for (int i = from >> quarterShift; i << quarterShift < to; i++) {
      if (quarters[first + i] != 0) {
        return Math.max(from, i << quarterShift);
      }
    }
    return -1;
  }

  /** Frames whose every byte has a byte. */
  int materialised() {
    int count = 0;
    for (long frames : whole) {
      count += Long.bitCount(frames);
    }
    return count;
  }

  /** The array of a frame; null when it has none. */
  private byte @Nullable [] own(int frame) {
    if (bytes == null || (whole[frame >> 6] >> frame & 1) == 0) {
      return null;
    }
    return bytes[frame];
  }

  private byte[] byteByByte(int frame) {
    byte[] content = new byte[frameBytes];
    for (int segment = 0; segment < 1 << SEGMENTS_SHIFT; segment++) {
      if ((mixed[frame] >> segment & 1) != 0) {
        spell(frame, segment, content);
      }
    }
    if (bytes == null) {
      bytes = new byte[FRAMES][];
    }
    bytes[frame] = content;
    whole[frame >> 6] |= 1L << frame;
    return content;
  }

  private void spell(int frame, int segment, byte[] content) {
    for (int at = segment << segmentShift; at < (segment + 1) << segmentShift; ) {
      byte value = quarters[(frame << QUARTERS_SHIFT) + (at >> quarterShift)];
      write(content, at, at + (1 << quarterShift), value);
      at += 1 << quarterShift;
    }
  }

  private void drop(int frame) {
    mixed[frame] = 0;
    if (bytes != null && (whole[frame >> 6] >> frame & 1) != 0) {
      whole[frame >> 6] &= ~(1L << frame);
      bytes[frame] = null;
    }
  }

  private static long everyByte(byte value) {
    return (value & 0xFF) * EVERY_BYTE;
  }
}
