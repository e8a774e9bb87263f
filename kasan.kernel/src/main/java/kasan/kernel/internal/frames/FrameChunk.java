// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@value #FRAMES} consecutive frames, each as {@value #SEGMENTS} equal segments. A
 * segment is either uniform, one value for all its bytes, or mixed; a frame with mixed segments has
 * an array for its bytes.
 *
 * <p>Where a granule is 8 bytes four segments hold the shadow of one page, where it is 16 two, and
 * one where it is 32; what is poisoned page by page therefore never needs a byte for each byte.
 */
public final class FrameChunk {
  static final int SHIFT = 9;
  static final int FRAMES = 1 << SHIFT;
  static final int SEGMENTS_SHIFT = 5;
  private static final int SEGMENTS = 1 << SEGMENTS_SHIFT;

  /** From this length on a stretch is copied faster than it is written byte by byte. */
  private static final int COPIED_BYTES = 24;

  /** As many segments are. */
  private static final int COPIED_SEGMENTS = 12;

  /** Whether other places stand on this chunk too, so that it must be copied before a write. */
  final boolean shared;

  private final Stretches stretches;
  private final int segmentShift;
  private final int segmentMask;

  /** Values of the uniform segments, frame by frame. */
  private final byte[] values;

  /** Bit s of a frame: segment s is mixed. */
  private final int[] mixed;

  /** Bytes of the frames with a mixed segment. */
  private byte @Nullable [] @Nullable [] bytes;

  private FrameChunk(Stretches stretches, byte[] values, boolean shared) {
    this.stretches = stretches;
    this.segmentShift = stretches.pageShift() - SEGMENTS_SHIFT;
    this.segmentMask = (1 << segmentShift) - 1;
    this.values = values;
    this.mixed = new int[FRAMES];
    this.shared = shared;
  }

  /** A chunk to stand on wherever all bytes of all its frames are {@code value}. */
  static FrameChunk uniform(Stretches stretches, byte value) {
    byte[] values = new byte[FRAMES << SEGMENTS_SHIFT];
    Arrays.fill(values, value);
    return new FrameChunk(stretches, values, true);
  }

  /** A copy to write to; only for shared chunks, which have no mixed segment. */
  FrameChunk copy() {
    return new FrameChunk(stretches, values.clone(), false);
  }

  /** The value of all bytes; only for shared chunks. */
  byte onlyValue() {
    return values[0];
  }

  /** Which of the frames of its chunk a frame is. */
  public static int indexOf(long pfn) {
    return (int) pfn & FRAMES - 1;
  }

  /** Loads one byte. */
  public byte load(int frame, int offset) {
    int segment = offset >> segmentShift;
    byte[] content = mixed(frame, segment);
    return content == null ? values[(frame << SEGMENTS_SHIFT) + segment] : content[offset];
  }

  /** The bytes of a frame when the segment is mixed; null when it is uniform. */
  private byte @Nullable [] mixed(int frame, int segment) {
    return (mixed[frame] >> segment & 1) == 0 || bytes == null ? null : bytes[frame];
  }

  /** Makes all bytes of a frame {@code value}. */
  void fillFrame(int frame, byte value) {
    fillSegments(frame, 0, SEGMENTS, value);
  }

  /** Makes {@code length} bytes from {@code offset}, all in one frame, {@code value}. */
  void fill(int frame, int offset, int length, byte value) {
    int end = offset + length;
    int first = offset >> segmentShift;
    if (((offset | end) & segmentMask) == 0) {
      fillSegments(frame, first, end >> segmentShift, value);
    } else if ((end - 1) >> segmentShift == first) {
      fillPart(frame, first, offset, end, value);
    } else {
      fillAcross(frame, offset, end, value);
    }
  }

  /** Fills a range that begins or ends within a segment, or both. */
  private void fillAcross(int frame, int offset, int end, byte value) {
    int first = offset >> segmentShift;
    int last = end >> segmentShift;
    if ((offset & segmentMask) != 0) {
      fillPart(frame, first, offset, ++first << segmentShift, value);
    }
    fillSegments(frame, first, last, value);
    if ((end & segmentMask) != 0) {
      fillPart(frame, last, last << segmentShift, end, value);
    }
  }

  private void fillSegments(int frame, int first, int end, byte value) {
    int start = frame << SEGMENTS_SHIFT;
    if (end - first >= COPIED_SEGMENTS) {
      System.arraycopy(stretches.of(value), 0, values, start + first, end - first);
    } else {
      for (int i = start + first; i < start + end; i++) {
        values[i] = value;
      }
    }
    if (mixed[frame] != 0 && end > first) {
      int filled = -1 >>> SEGMENTS - (end - first) << first;
      mixed[frame] &= ~filled;
      if (mixed[frame] == 0 && bytes != null) {
        bytes[frame] = null;
      }
    }
  }

  private void fillPart(int frame, int segment, int from, int to, byte value) {
    byte[] content = mixed(frame, segment);
    if (content == null) {
      byte old = values[(frame << SEGMENTS_SHIFT) + segment];
      if (old == value) {
        return;
      }
      content = content(frame);
      write(content, segment << segmentShift, (segment + 1) << segmentShift, old);
      mixed[frame] |= 1 << segment;
    }
    write(content, from, to, value);
  }

  /** Writes within one segment. */
  private void write(byte[] content, int from, int to, byte value) {
    if (to - from >= COPIED_BYTES) {
      System.arraycopy(stretches.of(value), 0, content, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        content[i] = value;
      }
    }
  }

  /** The array of a frame, made when there is none. */
  private byte[] content(int frame) {
    if (bytes == null) {
      bytes = new byte[FRAMES][];
    }
    byte[] content = bytes[frame];
    if (content == null) {
      content = new byte[1 << stretches.pageShift()];
      bytes[frame] = content;
    }
    return content;
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
      byte[] content = mixed(frame, segment);
      if (content == null) {
        if (values[(frame << SEGMENTS_SHIFT) + segment] != 0) {
          return at;
        }
      } else {
        for (int i = at; i < to; i++) {
          if (content[i] != 0) {
            return i;
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
    for (int segments : mixed) {
      count += segments == 0 ? 0 : 1;
    }
    return count;
  }
}
