// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import kasan.lab.api.scheme.KasanMode;

/**
 * Constants of a kernel, by the letters that KUnit's cases use.
 *
 * @param granule bytes that one unit of shadow describes (G): 8 for the original, in the tag modes
 *     16
 * @param offset bytes behind an object that share its last granule (O): 0, in the tag modes 16
 * @param largestSlabObject KMALLOC_MAX_CACHE_SIZE (MAXC), two pages
 * @param page size of a page (PAGE)
 */
public record Constants(long granule, long offset, long largestSlabObject, long page) {
  private static final long LEAST_GRANULE = 8;
  private static final long TAG_GRANULE = 16;

  /**
   * Those of a mode.
   *
   * @param granuleBytes of the scheme; 0 when it has no shadow
   */
  public static Constants of(KasanMode mode, int granuleBytes, long pageBytes) {
    return mode == KasanMode.GENERIC
        ? new Constants(Math.max(LEAST_GRANULE, granuleBytes), 0, 2 * pageBytes, pageBytes)
        : new Constants(TAG_GRANULE, TAG_GRANULE, 2 * pageBytes, pageBytes);
  }
}
