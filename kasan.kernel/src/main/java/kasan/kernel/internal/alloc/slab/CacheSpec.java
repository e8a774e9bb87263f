// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Set;

/**
 * What a caller of kmem_cache_create asks for.
 *
 * @param name as in /proc/slabinfo
 * @param objectBytes size of an object
 * @param alignBytes alignment asked for; 0 when none was
 * @param flags the rest
 */
public record CacheSpec(String name, long objectBytes, long alignBytes, Set<CacheFlag> flags) {
  /** Copies the flags. */
  public CacheSpec {
    flags = Set.copyOf(flags);
    if (objectBytes < 1 || Long.bitCount(alignBytes) > 1) {
      throw new IllegalArgumentException("cache " + name);
    }
  }

  /** Whether it was created with {@code flag}. */
  public boolean has(CacheFlag flag) {
    return flags.contains(flag);
  }
}
