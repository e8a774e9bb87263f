// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.List;
import kasan.api.memory.PfnRange;

/**
 * The zones of a machine in the order of addresses, and the way of an allocation through them from
 * the highest down (zonelist, get_page_from_freelist).
 */
public final class ZoneList {
  private static final long DMA_END_BYTES = 16L << 20;
  private static final long DMA32_END_BYTES = 1L << 32;

  private final Zone[] zones;
  private final int pageShift;
  private final boolean lowestZoneIsDma32;

  /**
   * @param free what boot left over, ascending
   * @param zoneDma whether the first 16 MiB are a zone of their own
   */
  ZoneList(MemMap map, List<PfnRange> free, boolean zoneDma, int cpus, int pageShift) {
    this.pageShift = pageShift;
    long dma = zoneDma ? DMA_END_BYTES >> pageShift : 0;
    long dma32 = DMA32_END_BYTES >> pageShift;
    lowestZoneIsDma32 = !zoneDma;
    long[] ends =
        zoneDma ? new long[] {dma, dma32, map.frames()} : new long[] {dma32, map.frames()};
    zones = new Zone[ends.length];
    long from = 1;
    for (int i = 0; i < ends.length; i++) {
      long to = Math.max(from, Math.min(ends[i], map.frames()));
      zones[i] = new Zone(map, i, ends.length, (int) from, (int) to, cpus);
      for (PfnRange range : free) {
        long first = Math.max(range.first(), from);
        long end = Math.min(range.end(), to);
        if (first < end) {
          zones[i].addFree((int) first, (int) end);
        }
      }
      from = to;
    }
    setWatermarks(cpus);
  }

  /**
   * Takes 2^{@code order} pages from the highest zone that may give them.
   *
   * @param lowMark whether a zone may go to its low watermark only, else to what is left to
   *     allocations of this kind below the lowest
   * @return first pfn, or {@link MemMap#NONE}
   */
  int take(int cpu, int order, int gfp, int highest, boolean lowMark) {
    boolean mayFragment = preferredIndex(highest) < normalZone();
    while (true) {
      for (int i = highest; i >= 0; i--) {
        Zone zone = zones[i];
        if (zone.managed() > 0 && zoneAdmits(zone, order, gfp, highest, lowMark)) {
          int type = MigrateType.ofGfp(gfp);
          int pfn =
              order <= CpuPages.MAX_ORDER
                  ? zone.cpu(cpu).take(order, type, mayFragment)
                  : zone.take(order, type, mayFragment);
          if (pfn != MemMap.NONE) {
            return pfn;
          }
        }
      }
      if (mayFragment) {
        return MemMap.NONE;
      }
      mayFragment = true;
    }
  }

  private static boolean zoneAdmits(Zone zone, int order, int gfp, int highest, boolean lowMark) {
    if (!zone.belowHigh) {
      if (zone.watermarkOk(order, zone.high + zone.boost, highest, 0)) {
        return true;
      }
      zone.belowHigh = true;
    }
    if ((gfp & Gfp.MEMALLOC) != 0) {
      return true;
    }
    if (lowMark) {
      return zone.watermarkOk(order, zone.low + zone.boost, highest, 0);
    }
    long mark = zone.min + zone.boost;
    long fromReserve = 0;
    if ((gfp & Gfp.HIGH) != 0) {
      fromReserve = mark / 2;
      if ((gfp & Gfp.DIRECT_RECLAIM) == 0) {
        fromReserve += (mark - fromReserve) / 4;
        if (order == 0) {
          mark = zone.min;
          fromReserve = Math.min(fromReserve, mark);
        }
      }
    }
    return zone.watermarkOk(order, mark, highest, fromReserve);
  }

  /** The highest zone that an allocation may come from. */
  int highest(int gfp) {
    if ((gfp & Gfp.DMA32) != 0) {
      return normalZone() - 1;
    }
    return zones.length - 1;
  }

  private int preferredIndex(int highest) {
    int i = highest;
    while (i > 0 && zones[i].managed() == 0) {
      i--;
    }
    return i;
  }

  /** The zone that is asked first. */
  Zone preferred(int highest) {
    return zones[preferredIndex(highest)];
  }

  private int normalZone() {
    return lowestZoneIsDma32 ? 1 : 2;
  }

  /** The zone of a page. */
  Zone of(int pfn) {
    int i = 0;
    while (i < zones.length - 1 && !zones[i].contains(pfn)) {
      i++;
    }
    return zones[i];
  }

  private void setWatermarks(int cpus) {
    long all = managedPages();
    long minPages = Watermarks.minFreeKb(all << (pageShift - 10)) >> (pageShift - 10);
    for (int i = zones.length - 1; i >= 0; i--) {
      Zone zone = zones[i];
      zone.min = Watermarks.min(minPages, zone.managed(), all);
      long step = Watermarks.step(zone.min, zone.managed());
      zone.low = zone.min + step;
      zone.high = zone.low + step;
      long above = 0;
      for (int j = i + 1; j < zones.length; j++) {
        above += zones[j].managed();
        zone.reserve[j] = Watermarks.reserve(lowestZoneIsDma32 ? i + 1 : i, above);
      }
      int batch = Watermarks.batch(zone.managed(), pageShift);
      for (int cpu = 0; cpu < cpus; cpu++) {
        zone.cpu(cpu)
            .configure(
                batch,
                Watermarks.cpuListLeast(zone.low, cpus, batch),
                Watermarks.cpuListMost(zone.managed(), cpus, batch));
      }
    }
  }

  /** Pages that the allocator has or has handed out: MemTotal. */
  public long managedPages() {
    long pages = 0;
    for (Zone zone : zones) {
      pages += zone.managed();
    }
    return pages;
  }

  /** Pages that are free, those on lists of CPUs included. */
  public long freePages() {
    long pages = 0;
    for (Zone zone : zones) {
      pages += zone.free() + zone.onCpuLists();
    }
    return pages;
  }

  /** Whether some zone up to {@code highestZone} is above its high watermark, as kswapd wants. */
  public boolean balanced(int highestZone, int order) {
    for (int i = 0; i <= highestZone; i++) {
      if (zones[i].managed() > 0 && zones[i].watermarkOk(order, zones[i].high, highestZone, 0)) {
        return true;
      }
    }
    return false;
  }

  /** High watermarks of the zones up to {@code highestZone}, in pages. */
  public long highWatermarks(int highestZone) {
    long pages = 0;
    for (int i = 0; i <= highestZone; i++) {
      pages += zones[i].high;
    }
    return pages;
  }

  /** Pages by which watermarks up to {@code highestZone} are raised because types were mixed. */
  public long boost(int highestZone) {
    long pages = 0;
    for (int i = 0; i <= highestZone; i++) {
      pages += zones[i].boost;
    }
    return pages;
  }

  /** Says whether a reclaimer is at work in zones up to {@code highestZone}; boosts end with it. */
  public void setReclaimActive(int highestZone, boolean active) {
    for (int i = 0; i <= highestZone; i++) {
      zones[i].reclaimActive = active;
      if (!active) {
        zones[i].boost = 0;
      }
    }
  }

  /** Lets CPUs give back what they keep needlessly; the kernel does it once a second. */
  public void refreshCpuLists() {
    for (Zone zone : zones) {
      for (int cpu = 0; cpu < zone.cpus(); cpu++) {
        zone.cpu(cpu).decay();
      }
    }
  }

  /** Gives back all that CPUs keep. */
  public void drainCpuLists() {
    for (Zone zone : zones) {
      for (int cpu = 0; cpu < zone.cpus(); cpu++) {
        zone.cpu(cpu).drainAll();
      }
    }
  }

  /** Frames came in that were never the allocator's. */
  void adopted(int pfn, int count) {
    for (Zone zone : zones) {
      zone.adopted(pfn, count);
    }
  }

  /** Number of zones. */
  public int count() {
    return zones.length;
  }

  /** A zone, in the order of addresses; for the package's own tests and self-checks. */
  Zone get(int index) {
    return zones[index];
  }
}
