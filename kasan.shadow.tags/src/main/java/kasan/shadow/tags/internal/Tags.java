// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.arch.ArchModel;
import org.jspecify.annotations.Nullable;

/** Tags of pointers and of memory (Linux 6.12, include/linux/kasan-tags.h, asm/memory.h). */
final class Tags {
  /** A pointer with this tag may go anywhere: what the kernel's own pointers have. */
  static final int MATCH_ALL = 0xFF;

  /** Memory that nobody may access; no pointer has this tag. */
  static final int INVALID = 0xFE;

  /** log2 of the bytes that one tag stands for. */
  static final int GRANULE_SHIFT = 4;

  private static final long GRANULE_MASK = (1L << GRANULE_SHIFT) - 1;
  private static final int TAG_SHIFT = 56;
  private static final int TAG_BITS = 8;

  private Tags() {}

  /** The tag of a pointer. */
  static int of(long pointer) {
    return (int) (pointer >>> TAG_SHIFT);
  }

  /** An address with a tag. */
  static long with(long address, int tag) {
    return address & -1L >>> TAG_BITS | (long) tag << TAG_SHIFT;
  }

  static long roundUp(long bytes) {
    return (bytes + GRANULE_MASK) & ~GRANULE_MASK;
  }

  static boolean aligned(long bytes) {
    return (bytes & GRANULE_MASK) == 0;
  }

  /** Why tags cannot be had on an architecture; null when they can. */
  static @Nullable String refusal(ArchModel arch) {
    return arch.layout().tagShift() == TAG_SHIFT
        ? null
        : "needs pointers that carry a tag in their top byte; those of "
            + arch.name()
            + " carry none, those of arm64 do";
  }
}
