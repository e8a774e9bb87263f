// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import kasan.lab.api.kernel.KernelCalls;
import kasan.suite.internal.program.Verb;

/**
 * mempools: each holds back four elements from their allocator, poisoned while they lie in the pool
 * (mm/mempool.c). Elements are taken without going to the allocator, the one put back last first.
 */
final class Pools {
  private static final int ELEMENTS = 4;

  private final KernelCalls calls;
  private final Map<String, Pool> byName = new HashMap<>();

  Pools(KernelCalls calls) {
    this.calls = calls;
  }

  /**
   * @param size bytes of an element; for pages the order
   * @param cache of its elements; 0 when they come from no cache
   */
  void create(int cpu, String name, Verb kind, long size, int cache) {
    var pool = new Pool(kind, size, cache);
    byName.put(name, pool);
    for (int i = 0; i < ELEMENTS; i++) {
      long element =
          switch (kind) {
            case MEMPOOL_SLAB -> calls.cacheAlloc(cpu, cache, KernelCalls.GFP_KERNEL);
            case MEMPOOL_PAGE -> calls.allocPages(cpu, (int) size, KernelCalls.GFP_KERNEL);
            default -> calls.kmalloc(cpu, size, KernelCalls.GFP_KERNEL);
          };
      if (element == 0) {
        throw new NotApplicableException("no memory for mempool " + name);
      }
      put(cpu, name, element);
    }
  }

  /** Takes the element put in last. */
  long take(int cpu, String name) {
    Pool pool = pool(name);
    if (pool.free.isEmpty()) {
      throw new NotApplicableException("mempool " + name + " is empty");
    }
    long element = pool.free.pop();
    if (pool.kind == Verb.MEMPOOL_PAGE) {
      calls.poolTakePages(cpu, element, (int) pool.size);
    } else {
      calls.poolTake(cpu, element, pool.size);
    }
    return element;
  }

  /** Puts an element back, unless it is reported. */
  void put(int cpu, String name, long element) {
    Pool pool = pool(name);
    boolean good =
        pool.kind == Verb.MEMPOOL_PAGE
            ? calls.poolPutPages(cpu, element, (int) pool.size)
            : calls.poolPut(cpu, element);
    if (good) {
      pool.free.push(element);
    }
  }

  /** Frees what lies in the pool. */
  void destroy(int cpu, String name) {
    Pool pool = pool(name);
    while (!pool.free.isEmpty()) {
      long element = take(cpu, name);
      switch (pool.kind) {
        case MEMPOOL_SLAB -> calls.cacheFree(cpu, pool.cache, element);
        case MEMPOOL_PAGE -> calls.freePages(cpu, element, (int) pool.size);
        default -> calls.kfree(cpu, element);
      }
    }
  }

  /** Bytes of an element. */
  long elementBytes(String name, long pageBytes) {
    Pool pool = pool(name);
    return pool.kind == Verb.MEMPOOL_PAGE ? pageBytes << pool.size : pool.size;
  }

  private Pool pool(String name) {
    Pool pool = byName.get(name);
    if (pool == null) {
      throw new NotApplicableException("there is no mempool " + name + " in this mode");
    }
    return pool;
  }

  /** One of them. */
  private static final class Pool {
    final Verb kind;
    final long size;
    final int cache;
    final Deque<Long> free = new ArrayDeque<>();

    Pool(Verb kind, long size, int cache) {
      this.kind = kind;
      this.size = size;
      this.cache = cache;
    }
  }
}
