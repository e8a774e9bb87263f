// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.List;

/**
 * Which addresses mean what, and where shadow lies.
 *
 * @param name of the variant, such as {@code 4-level} or {@code 48-bit, 4K pages}
 * @param regions ascending by start, disjoint
 * @param shadowOffset KASAN_SHADOW_OFFSET of generic KASAN, granule 8
 * @param userLimit first address above user space (TASK_SIZE)
 * @param tagShift lowest bit of a pointer tag; 64 when addresses carry none
 */
public record AddressLayout(
    String name, List<Region> regions, long shadowOffset, long userLimit, int tagShift) {

  /** log2 of the granule of generic KASAN (KASAN_SHADOW_SCALE_SHIFT). */
  public static final int GENERIC_SCALE_SHIFT = 3;

  private static final int NO_TAGS = Long.SIZE;

  /** Copies the list. */
  public AddressLayout {
    regions = List.copyOf(regions);
  }

  /** The first region of a kind. */
  public Region region(RegionKind kind) {
    for (Region region : regions) {
      if (region.kind() == kind) {
        return region;
      }
    }
    throw new IllegalArgumentException(name + " has no region " + kind);
  }

  /** Whether pointers can carry a tag. */
  public boolean tagged() {
    return tagShift != NO_TAGS;
  }

  /** The tag of a pointer; 0 where pointers carry none. */
  public int tagOf(long pointer) {
    return tagged() ? (int) (pointer >>> tagShift) : 0;
  }

  /**
   * The address that a pointer leads to: in place of a tag stand copies of the bit below it. That
   * is the pointer itself where pointers carry no tags.
   */
  public long untagged(long pointer) {
    int tagBits = Long.SIZE - tagShift;
    return pointer << tagBits >> tagBits;
  }

  /**
   * KASAN_SHADOW_OFFSET for another granule: the shadow then begins later and ends where that of
   * generic KASAN ends, as arm64 has it for its tag-based mode.
   *
   * @param scale log2 of the granule in bytes, 3 or more
   */
  public long shadowOffset(int scale) {
    return shadowOffset + (1L << (64 - GENERIC_SCALE_SHIFT)) - (1L << (64 - scale));
  }

  /** Address of the generic shadow byte of {@code address}. */
  public long shadowOf(long address) {
    return (address >>> GENERIC_SCALE_SHIFT) + shadowOffset;
  }

  /** First address that a generic shadow byte describes; the inverse of {@link #shadowOf}. */
  public long memoryOf(long shadowAddress) {
    return (shadowAddress - shadowOffset) << GENERIC_SCALE_SHIFT;
  }

  /** A layout whose pointers carry no tags. */
  public static Builder of(String name, List<Region> regions) {
    return new Builder(name, regions);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String name;
    private final List<Region> regions;
    private long shadowOffset = 0;
    private long userLimit = 0;
    private int tagShift = NO_TAGS;

    private Builder(String name, List<Region> regions) {
      this.name = name;
      this.regions = regions;
    }

    /** KASAN_SHADOW_OFFSET of generic KASAN. */
    public Builder shadowOffset(long value) {
      shadowOffset = value;
      return this;
    }

    /** First address above user space. */
    public Builder userLimit(long value) {
      userLimit = value;
      return this;
    }

    /** Lowest bit of a pointer tag. */
    public Builder tagShift(int value) {
      tagShift = value;
      return this;
    }

    /** The layout. */
    public AddressLayout build() {
      return new AddressLayout(name, regions, shadowOffset, userLimit, tagShift);
    }
  }
}
