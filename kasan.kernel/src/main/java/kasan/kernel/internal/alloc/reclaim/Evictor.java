// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.reclaim;

/** Frees what reclaim has chosen; it is off the lists already. */
public interface Evictor {
  /** Frees a page of the page cache. */
  void evictPage(int cpu, int pfn);

  /**
   * Frees an object that a shrinker offers.
   *
   * @return false when it is in use after all; it is offered again later then
   */
  boolean evictObject(int cpu, long address);
}
