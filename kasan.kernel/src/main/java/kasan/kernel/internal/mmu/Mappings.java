// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.scheme.MappingState;
import kasan.lab.api.kernel.ShadowMapping;
import kasan.lab.api.kernel.StaleEntryVisitor;

/**
 * What page tables and TLBs hold, as nobody who is part of the kernel can see it: no walk is
 * counted, nothing is cached.
 */
public final class Mappings {
  private final PageTables tables;
  private final Tlb[] tlbs;
  private final int pageShift;
  private final int[] leafShifts;

  Mappings(PageTables tables, Tlb[] tlbs, int pageShift) {
    this.tables = tables;
    this.tlbs = tlbs;
    this.pageShift = pageShift;
    this.leafShifts = tables.leafShifts();
  }

  /** What the tables say about the page of an address. */
  public ShadowMapping at(long address) {
    long entry = tables.walk(address);
    if (!Entry.present(entry)) {
      return ShadowMapping.ABSENT;
    }
    return Entry.shared(entry)
        ? new ShadowMapping(MappingState.SHARED, tables.sharedByte(entry), null)
        : new ShadowMapping(MappingState.REAL, -1, Entry.use(entry));
  }

  /** Shows what TLBs translate in another way than the tables, CPU by CPU. */
  public void forEachStale(StaleEntryVisitor visitor) {
    for (int cpu = 0; cpu < tlbs.length; cpu++) {
      int of = cpu;
      tlbs[cpu].forEachCached(
          (address, leafShift, cached) -> {
            if (!translateAlike(address, cached, tables.walk(address))) {
              visitor.stale(of, address, 1L << leafShift);
            }
          });
    }
  }

  /** Whether the TLB of a CPU translates anything in another way than the tables. */
  public boolean anyStale(int cpu) {
    boolean[] any = {false};
    tlbs[cpu].forEachCached(
        (address, leafShift, cached) ->
            any[0] |= !translateAlike(address, cached, tables.walk(address)));
    return any[0];
  }

  /** A leaf may have been split since: what counts is the frame and what may be done with it. */
  private boolean translateAlike(long address, long cached, long now) {
    return Entry.present(cached) == Entry.present(now)
        && (!Entry.present(now)
            || Entry.writable(cached) == Entry.writable(now)
                && pfnAt(address, cached) == pfnAt(address, now));
  }

  private long pfnAt(long address, long leaf) {
    long pages = 1L << leafShifts[Entry.level(leaf)] - pageShift;
    return Entry.pfn(leaf) + (address >>> pageShift & pages - 1);
  }
}
