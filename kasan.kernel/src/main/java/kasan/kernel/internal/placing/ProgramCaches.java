// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.kernel.internal.alloc.slab.CacheFlag;
import kasan.kernel.internal.alloc.slab.CacheSpec;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.lab.api.kernel.KernelCalls;

/**
 * Slab caches that programs create. Each is described by a struct kmem_cache, which is an object of
 * the cache of that name.
 */
final class ProgramCaches {
  /** Slot of a struct kmem_cache on a kernel for one node. */
  private static final long STRUCT_BYTES = 144;

  private static final int NOT_YET = -1;

  private final SlabAllocator slab;
  private final List<One> all = new ArrayList<>();
  private int cacheOfStructs = NOT_YET;

  ProgramCaches(SlabAllocator slab) {
    this.slab = slab;
  }

  /** Number in the slab allocator of the cache whose objects describe caches. */
  int cacheOfStructs() {
    if (cacheOfStructs == NOT_YET) {
      cacheOfStructs =
          slab.create(
              new CacheSpec("kmem_cache", STRUCT_BYTES, 0, Set.of(CacheFlag.HWCACHE_ALIGN)));
    }
    return cacheOfStructs;
  }

  /**
   * Creates a cache.
   *
   * @param struct pointer to what describes it
   * @param flags of {@link KernelCalls#createCache}
   * @return its number, from 1
   */
  int create(String name, long objectBytes, long align, int flags, long struct) {
    Set<CacheFlag> set = EnumSet.noneOf(CacheFlag.class);
    add(set, flags, KernelCalls.CACHE_TYPESAFE_BY_RCU, CacheFlag.TYPESAFE_BY_RCU);
    add(set, flags, KernelCalls.CACHE_CTOR, CacheFlag.CONSTRUCTOR);
    add(set, flags, KernelCalls.CACHE_RECLAIMABLE, CacheFlag.RECLAIMABLE);
    add(set, flags, KernelCalls.CACHE_NO_MERGE, CacheFlag.NO_MERGE);
    int number = slab.create(new CacheSpec(name, objectBytes, align, set));
    boolean typesafe = set.contains(CacheFlag.TYPESAFE_BY_RCU);
    all.add(new One(number, struct, typesafe && !slab.cache(number).typesafeByRcu()));
    return all.size();
  }

  private static void add(Set<CacheFlag> set, int flags, int flag, CacheFlag meaning) {
    if ((flags & flag) != 0) {
      set.add(meaning);
    }
  }

  /** The cache of a number. */
  One get(int number) {
    if (number < 1 || number > all.size()) {
      throw new BadInputException("there is no cache " + number);
    }
    return all.get(number - 1);
  }

  /** A cache of a program. */
  static final class One {
    /** Its number in the slab allocator. */
    final int number;

    /** Pointer to what describes it. */
    final long struct;

    /** Whether its objects are freed only when a grace period has ended. */
    final boolean freedAfterGrace;

    /** Whether it was destroyed. */
    boolean gone;

    private One(int number, long struct, boolean freedAfterGrace) {
      this.number = number;
      this.struct = struct;
      this.freedAfterGrace = freedAfterGrace;
    }
  }
}
