// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/** Flags of an allocation, as far as they matter here: the kernel's gfp_t. */
public final class Gfp {
  /** Pages can be given back by a shrinker (__GFP_RECLAIMABLE). */
  public static final int RECLAIMABLE = 1;

  /** Pages can be moved (__GFP_MOVABLE). */
  public static final int MOVABLE = 1 << 1;

  /** The caller may sleep and reclaim (__GFP_DIRECT_RECLAIM). */
  public static final int DIRECT_RECLAIM = 1 << 2;

  /** kswapd may be woken (__GFP_KSWAPD_RECLAIM). */
  public static final int KSWAPD_RECLAIM = 1 << 3;

  /** May dip into the reserve (__GFP_HIGH). */
  public static final int HIGH = 1 << 4;

  /** Gives up rather than retry or kill (__GFP_NORETRY). */
  public static final int NORETRY = 1 << 5;

  /** Below 4 GiB (GFP_DMA32). */
  public static final int DMA32 = 1 << 6;

  /** May take the last page: the caller is freeing memory (__GFP_MEMALLOC). */
  public static final int MEMALLOC = 1 << 7;

  /** For a slab: no flag of the kernel's, but it knows who asks. */
  public static final int SLAB = 1 << 8;

  /** For shadow, which was not there when the machine aged: likewise. */
  public static final int SHADOW = 1 << 9;

  /** The kernel's own memory, from a caller that may sleep. */
  public static final int KERNEL = DIRECT_RECLAIM | KSWAPD_RECLAIM;

  /** From a caller that may not sleep. */
  public static final int ATOMIC = HIGH | KSWAPD_RECLAIM;

  /** From a caller that may not sleep and has no claim to the reserve. */
  public static final int NOWAIT = KSWAPD_RECLAIM;

  /** User memory and page cache (GFP_HIGHUSER_MOVABLE). */
  public static final int USER_MOVABLE = KERNEL | MOVABLE;

  private Gfp() {}

  /**
   * Reads flags as trace events print them, {@code GFP_KERNEL|__GFP_ZERO}; words that do not matter
   * here are passed over.
   */
  public static int parse(String text) {
    int gfp = 0;
    for (String word : text.split("\\|", -1)) {
      gfp |=
          switch (word) {
            case "GFP_KERNEL",
                "GFP_KERNEL_ACCOUNT",
                "GFP_USER",
                "GFP_HIGHUSER",
                "GFP_NOFS",
                "GFP_NOIO",
                "__GFP_RECLAIM" ->
                KERNEL;
            case "GFP_ATOMIC" -> ATOMIC;
            case "GFP_NOWAIT" -> NOWAIT;
            case "GFP_HIGHUSER_MOVABLE" -> USER_MOVABLE;
            case "GFP_TRANSHUGE" -> USER_MOVABLE | NORETRY;
            case "GFP_TRANSHUGE_LIGHT" -> MOVABLE | NORETRY;
            case "GFP_DMA32", "__GFP_DMA32" -> DMA32;
            case "__GFP_DIRECT_RECLAIM" -> DIRECT_RECLAIM;
            case "__GFP_KSWAPD_RECLAIM" -> KSWAPD_RECLAIM;
            case "__GFP_MOVABLE" -> MOVABLE;
            case "__GFP_RECLAIMABLE" -> RECLAIMABLE;
            case "__GFP_HIGH" -> HIGH;
            case "__GFP_NORETRY" -> NORETRY;
            case "__GFP_MEMALLOC" -> MEMALLOC;
            default -> 0;
          };
    }
    return gfp;
  }
}
