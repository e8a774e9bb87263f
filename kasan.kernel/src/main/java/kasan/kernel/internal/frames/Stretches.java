// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Segments of a frame that hold one value throughout, to copy from. */
final class Stretches {
  private final int pageShift;
  private final byte[] @Nullable [] segments = new byte[256][];

  Stretches(int pageShift) {
    this.pageShift = pageShift;
  }

  int pageShift() {
    return pageShift;
  }

  /** A segment of nothing but {@code value}; not to be written to. */
  byte[] of(byte value) {
    byte[] segment = segments[value & 0xFF];
    if (segment == null) {
      segment = new byte[1 << (pageShift - FrameChunk.SEGMENTS_SHIFT)];
      Arrays.fill(segment, value);
      segments[value & 0xFF] = segment;
    }
    return segment;
  }
}
