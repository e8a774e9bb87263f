// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

import java.util.Arrays;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.primitive.LongMap;

/**
 * The vmalloc space of one kernel. An area gets the lowest addresses that fit, a guard page behind
 * it, and single pages of the page allocator. Addresses of freed areas are not reused until so many
 * wait that they are purged together: fls(CPUs) times 32 MiB of them.
 *
 * <p>One thread. Not modelled: pools of small areas by node, huge mappings.
 */
public final class VmallocSpace {
  private static final long PURGE_BYTES = 32L << 20;

  private final PageAllocator pages;
  private final VmallocListener listener;
  private final int pageShift;
  private final FreeRanges free;
  private final LongMap numbers = new LongMap(256);
  private final long purgeAbove;
  private int[][] frames = new int[64][];
  private int[] unusedNumbers = new int[64];
  private int unusedCount;
  private int numberCount;
  private long[] lazyStarts = new long[64];
  private long[] lazyEnds = new long[64];
  private int lazyCount;
  private long lazyBytes;
  private long mappedPages;

  /**
   * @param start first address of the space
   * @param end the address after its last
   */
  public VmallocSpace(
      PageAllocator pages, long start, long end, int cpus, VmallocListener listener) {
    this.pages = pages;
    this.listener = listener;
    pageShift = pages.pageShift();
    free = new FreeRanges(start, end);
    purgeAbove = PURGE_BYTES * (32 - Integer.numberOfLeadingZeros(cpus));
  }

  /**
   * vmalloc.
   *
   * @param align alignment of the area, at least a page
   * @return its address, or 0 when there is no memory
   */
  public long allocate(int cpu, long bytes, long align, int gfp) {
    long pageBytes = 1L << pageShift;
    long size = (bytes + pageBytes - 1) & -pageBytes;
    if (bytes <= 0 || size >> pageShift > pages.managedPages()) {
      return 0;
    }
    long address = reserve(cpu, size + pageBytes, Math.max(align, pageBytes));
    if (address == 0) {
      return 0;
    }
    var backing = new int[(int) (size >> pageShift)];
    for (int i = 0; i < backing.length; i++) {
      backing[i] = pages.allocate(cpu, 0, gfp);
      if (backing[i] == MemMap.NONE) {
        freePages(cpu, backing, i);
        retire(cpu, address, size);
        return 0;
      }
    }
    if (!listener.vmallocMapped(cpu, address, size, bytes)) {
      freePages(cpu, backing, backing.length);
      retire(cpu, address, size);
      return pages.reclaimAfterRefusal(cpu, gfp) ? allocate(cpu, bytes, align, gfp) : 0;
    }
    mappedPages += backing.length;
    numbers.put(address, number(backing));
    return address;
  }

  /** vfree of what {@link #allocate} gave. */
  public void free(int cpu, long address) {
    long number = numbers.remove(address);
    if (number == LongMap.NONE) {
      throw new IllegalStateException("no area at " + Long.toHexString(address));
    }
    int[] backing = frames[(int) number];
    frames[(int) number] = null;
    if (unusedCount == unusedNumbers.length) {
      unusedNumbers = Arrays.copyOf(unusedNumbers, 2 * unusedCount);
    }
    unusedNumbers[unusedCount++] = (int) number;
    mappedPages -= backing.length;
    long size = (long) backing.length << pageShift;
    listener.vmallocUnmapped(cpu, address, size);
    retire(cpu, address, size);
    freePages(cpu, backing, backing.length);
  }

  /** Whether an area starts here. */
  public boolean isArea(long address) {
    return numbers.get(address) != LongMap.NONE;
  }

  /**
   * Page behind an address.
   *
   * @return its pfn, or {@link MemMap#NONE} when no area holds it
   */
  public int pfnAt(long address) {
    for (long area : numbers.sortedKeys()) {
      int[] backing = frames[(int) numbers.get(area)];
      long page = (address - area) >> pageShift;
      if (page >= 0 && page < backing.length) {
        return backing[(int) page];
      }
    }
    return MemMap.NONE;
  }

  /** Makes the addresses of freed areas free again. */
  public void purge(int cpu) {
    if (lazyCount == 0) {
      return;
    }
    long start = lazyStarts[0];
    long end = lazyEnds[0];
    for (int i = 0; i < lazyCount; i++) {
      start = Long.compareUnsigned(lazyStarts[i], start) < 0 ? lazyStarts[i] : start;
      end = Long.compareUnsigned(lazyEnds[i], end) > 0 ? lazyEnds[i] : end;
      free.give(lazyStarts[i], lazyEnds[i]);
    }
    lazyCount = 0;
    lazyBytes = 0;
    listener.vmallocPurged(cpu, start, end);
  }

  /** Areas in use. */
  public int areas() {
    return numbers.size();
  }

  /** Pages behind areas. */
  public long mappedPages() {
    return mappedPages;
  }

  /** Bytes of addresses that wait to be purged, guard pages included. */
  public long lazyBytes() {
    return lazyBytes;
  }

  /** Bytes of addresses that can be had at once. */
  long freeBytes() {
    return free.bytes();
  }

  private long reserve(int cpu, long bytes, long align) {
    long address = free.take(bytes, align);
    if (address == 0 && lazyCount > 0) {
      purge(cpu);
      address = free.take(bytes, align);
    }
    return address;
  }

  private void retire(int cpu, long address, long size) {
    if (lazyCount == lazyStarts.length) {
      lazyStarts = Arrays.copyOf(lazyStarts, 2 * lazyCount);
      lazyEnds = Arrays.copyOf(lazyEnds, 2 * lazyCount);
    }
    long bytes = size + (1L << pageShift);
    lazyStarts[lazyCount] = address;
    lazyEnds[lazyCount++] = address + bytes;
    lazyBytes += bytes;
    if (lazyBytes > purgeAbove) {
      purge(cpu);
    }
  }

  private void freePages(int cpu, int[] backing, int count) {
    for (int i = 0; i < count; i++) {
      pages.free(cpu, backing[i], 0);
    }
  }

  private int number(int[] backing) {
    int number = unusedCount > 0 ? unusedNumbers[--unusedCount] : numberCount++;
    if (number == frames.length) {
      frames = Arrays.copyOf(frames, 2 * number);
    }
    frames[number] = backing;
    return number;
  }
}
