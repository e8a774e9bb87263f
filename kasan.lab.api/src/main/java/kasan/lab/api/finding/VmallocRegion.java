// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import org.jspecify.annotations.Nullable;

/**
 * The vmalloc area that a bad address lies in.
 *
 * @param pages mapped; null where it is not printed, as for an area that nobody knows
 * @param start first address; null where it is not printed
 * @param end first address behind it; null where it is not printed, as from 6.12 on
 * @param allocatedAt who asked for it; null where it is not printed
 */
public record VmallocRegion(
    @Nullable Long pages, @Nullable Long start, @Nullable Long end, @Nullable Symbol allocatedAt) {
  /** A vmalloc address that belongs to no known area. */
  public static final VmallocRegion UNKNOWN = new VmallocRegion(null, null, null, null);
}
