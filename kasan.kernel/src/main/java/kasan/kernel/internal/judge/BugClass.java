// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;

/**
 * What a report calls a bug: the rules of mm/kasan/report_generic.c (Linux 6.12). They read the
 * shadow, not the truth, and so can be wrong about a bug as Linux is: the mark of a scope that has
 * ended is that of vmalloc space.
 */
public final class BugClass {
  /** A free of what was freed. */
  public static final String DOUBLE_FREE = "double-free";

  /** A free of what does not begin where the pointer points. */
  public static final String INVALID_FREE = "invalid-free";

  private static final String WILD = "wild-memory-access";
  private static final int NO_SHADOW = -1;

  private final AddressLayout layout;
  private final long pageBytes;
  private final long lowestShadowed;

  /**
   * @param pageBytes size of the page at address 0
   */
  public BugClass(AddressLayout layout, long pageBytes) {
    this.layout = layout;
    this.pageBytes = pageBytes;
    this.lowestShadowed = layout.memoryOf(layout.region(RegionKind.SHADOW).start());
  }

  /**
   * The class of an access.
   *
   * @param shadow that had it reported
   * @param granuleBytes bytes that one shadow byte describes
   */
  public String of(Shadow shadow, int granuleBytes, long address, long bytes) {
    if (Long.compareUnsigned(address + bytes, address) < 0) {
      return "out-of-bounds";
    }
    String own = shadow.bugClass(address, bytes);
    if (own != null) {
      return own;
    }
    long untagged = layout.untagged(address);
    if (Long.compareUnsigned(untagged, lowestShadowed) < 0) {
      return withoutShadow(untagged);
    }
    int code = codeOfFirstBad(shadow, granuleBytes, untagged, bytes);
    return code >= 0 && code < granuleBytes ? "out-of-bounds" : ofCode(code);
  }

  /** The class of an address without shadow, or whose shadow faulted. */
  public String withoutShadow(long address) {
    if (Long.compareUnsigned(address, pageBytes) < 0) {
      return "null-ptr-deref";
    }
    return Long.compareUnsigned(address, layout.userLimit()) < 0 ? "user-memory-access" : WILD;
  }

  /** Steps over accessible granules, and from a partly accessible one to the next. */
  private static int codeOfFirstBad(Shadow shadow, int granule, long address, long bytes) {
    long at = address;
    while (Long.compareUnsigned(at, address + bytes) < 0 && shadow.shadowByte(at) == 0) {
      at += granule;
    }
    int code = shadow.shadowByte(at);
    return code > 0 && code < granule ? shadow.shadowByte(at + granule) : code;
  }

  private static String ofCode(int code) {
    if (code == NO_SHADOW) {
      return WILD;
    }
    return switch ((byte) code) {
      case ShadowByte.PAGE_REDZONE, ShadowByte.SLAB_REDZONE -> "slab-out-of-bounds";
      case ShadowByte.GLOBAL_REDZONE -> "global-out-of-bounds";
      case ShadowByte.STACK_LEFT, ShadowByte.STACK_MID, ShadowByte.STACK_RIGHT ->
          "stack-out-of-bounds";
      case ShadowByte.PAGE_FREE -> "use-after-free";
      case ShadowByte.SLAB_FREE, ShadowByte.SLAB_FREE_META -> "slab-use-after-free";
      case ShadowByte.ALLOCA_LEFT, ShadowByte.ALLOCA_RIGHT -> "alloca-out-of-bounds";
      case ShadowByte.VMALLOC_INVALID -> "vmalloc-out-of-bounds";
      default -> "unknown-crash";
    };
  }
}
