// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.memory.SlabCache;

/** Slab caches by number, so that an object's cache takes few bits. */
public final class Caches {
  /** Bits of a number. */
  static final int BITS = 12;

  /** Most caches there can be. */
  static final int LIMIT = 1 << BITS;

  private final List<SlabCache> byNumber = new ArrayList<>();
  private final Map<SlabCache, Integer> numbers = new HashMap<>();

  /** The number of a cache; a new one the first time. */
  public int number(SlabCache cache) {
    Integer known = numbers.get(cache);
    if (known != null) {
      return known;
    }
    int number = byNumber.size();
    if (number == LIMIT) {
      throw new IllegalStateException("more than " + LIMIT + " slab caches");
    }
    byNumber.add(cache);
    numbers.put(cache, number);
    return number;
  }

  /** The cache of a number. */
  public SlabCache cache(int number) {
    return byNumber.get(number);
  }

  /** How many there are. */
  public int size() {
    return byNumber.size();
  }
}
