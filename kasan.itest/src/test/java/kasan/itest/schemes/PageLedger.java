// SPDX-License-Identifier: Apache-2.0
package kasan.itest.schemes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.api.workload.SlabInfo;

/**
 * Counts byte-managed pages of a recording by the rules of docs/model.md and by nothing else: one
 * cell a page, from kpageflags and the events, without kernel, shadow or architecture.
 *
 * <p>A block has shadow of its own from its first byte-managed page on until all of its pages are
 * free.
 */
final class PageLedger {
  private static final byte OTHER = 0;
  private static final byte FREE = 1;
  private static final byte UNKNOWN = 2;
  private static final byte IN_USE = 3;
  private static final byte SLAB = 4;
  private static final byte LARGE = 5;

  private static final int FLAG_SLAB = 7;
  private static final int FLAG_BUDDY = 10;
  private static final int FLAG_HEAD = 15;
  private static final int FLAG_TAIL = 16;
  private static final int FLAG_NO_PAGE = 20;
  private static final int FLAG_PAGE_TABLE = 26;
  private static final int FLAG_RESERVED = 32;
  private static final int PAGES_OF_BLOCK = 8;
  private static final byte NO_ORDER = -1;
  private static final byte ONE_PAGE = 0;

  private final Machine machine;
  private final long recordedBase;
  private final byte[] kind;
  private final byte[] order;
  private final byte[] byteManagedIn;
  private final boolean[] real;
  private final Map<String, Integer> orderOfCache = new HashMap<>();
  private long slabPages;
  private long byteManaged;
  private long mostByteManaged;
  private long realBlocks;
  private long mostRealBlocks;
  private long blocksWithByteManaged;

  PageLedger(Recording recording) {
    machine = recording.machine();
    recordedBase = machine.directMapBase();
    int frames = (int) machine.frames();
    kind = new byte[frames];
    order = new byte[frames];
    Arrays.fill(order, NO_ORDER);
    byteManagedIn = new byte[frames / PAGES_OF_BLOCK + 1];
    real = new boolean[frames / PAGES_OF_BLOCK + 1];
    MachineState before = Objects.requireNonNull(recording.before());
    begin(Objects.requireNonNull(before.pageFlags()), machine.ram());
    for (SlabInfo info : before.slabs()) {
      int log = 63 - Long.numberOfLeadingZeros(info.pagesPerSlab());
      orderOfCache.put(info.name(), log);
    }
  }

  private static boolean has(long flags, int bit) {
    return (flags >>> bit & 1) != 0;
  }

  private void begin(PageFlags flags, List<PfnRange> ram) {
    for (PfnRange range : ram) {
      for (long pfn = range.first(); pfn < Math.min(range.end(), flags.frames()); pfn++) {
        set(pfn, kindOf(flags.at(pfn)));
        if (!has(flags.at(pfn), FLAG_TAIL)) {
          long end = pfn + 1;
          while (has(flags.at(pfn), FLAG_HEAD)
              && end < flags.frames()
              && has(flags.at(end), FLAG_TAIL)) {
            end++;
          }
          byte log = (byte) (63 - Long.numberOfLeadingZeros(end - pfn));
          Arrays.fill(order, (int) pfn, (int) end, log);
        }
      }
    }
  }

  private static byte kindOf(long flags) {
    if (has(flags, FLAG_NO_PAGE)) {
      return OTHER;
    } else if (has(flags, FLAG_SLAB)) {
      return SLAB;
    } else if (has(flags, FLAG_BUDDY)) {
      return FREE;
    } else if (has(flags, FLAG_PAGE_TABLE) || has(flags, FLAG_RESERVED)) {
      return OTHER;
    }
    return flags == 0 ? UNKNOWN : IN_USE;
  }

  private void set(long pfn, byte now) {
    int page = (int) pfn;
    int block = page / PAGES_OF_BLOCK;
    byte was = kind[page];
    kind[page] = now;
    slabPages += (now == SLAB ? 1 : 0) - (was == SLAB ? 1 : 0);
    int change = (now >= SLAB ? 1 : 0) - (was >= SLAB ? 1 : 0);
    if (change != 0) {
      byteManaged += change;
      byteManagedIn[block] += (byte) change;
      blocksWithByteManaged += change > 0 && byteManagedIn[block] == 1 ? 1 : 0;
      blocksWithByteManaged -= change < 0 && byteManagedIn[block] == 0 ? 1 : 0;
      mostByteManaged = Math.max(mostByteManaged, byteManaged);
    }
    if (now >= SLAB && !real[block]) {
      real[block] = true;
      realBlocks++;
      mostRealBlocks = Math.max(mostRealBlocks, realBlocks);
    } else if (now == FREE && real[block] && allFree(block)) {
      real[block] = false;
      realBlocks--;
    }
  }

  private boolean allFree(int block) {
    for (int page = block * PAGES_OF_BLOCK; page < (block + 1) * PAGES_OF_BLOCK; page++) {
      if (kind[page] != FREE) {
        return false;
      }
    }
    return true;
  }

  void count(EventBatch batch, EventSource source) {
    for (int row = 0; row < batch.size; row++) {
      long address = batch.address[row];
      int order = batch.order[row];
      int size = (int) batch.given[row];
      switch (batch.kind[row]) {
        case PAGE_ALLOC -> pages(address, order, IN_USE);
        case PAGE_FREE, PAGE_DRAIN -> pages(address, order, FREE);
        case KMALLOC -> {
          if (size > 2 * machine.pageBytes()) {
            large(address, size);
          } else {
            object(address, orderOf(kmallocName(size)));
          }
        }
        case CACHE_ALLOC, CACHE_FREE ->
            object(
                address,
                batch.name[row] == EventBatch.NO_NAME
                    ? NO_ORDER
                    : orderOf(source.name(batch.name[row])));
        case KFREE -> kfree(address);
        default -> {
          // no page changes hands
        }
      }
    }
  }

  private static String kmallocName(int bytes) {
    return bytes < 1024 ? "kmalloc-" + bytes : "kmalloc-" + bytes / 1024 + "k";
  }

  private int orderOf(String cache) {
    return orderOfCache.getOrDefault(cache, (int) NO_ORDER);
  }

  private void pages(long first, int log, byte now) {
    if (first < 0 || first + (1L << log) > kind.length) {
      return;
    }
    for (long pfn = first; pfn < first + (1L << log); pfn++) {
      if (now == IN_USE && kind[(int) pfn] >= IN_USE) {
        set(pfn, FREE);
      }
      set(pfn, now);
      order[(int) pfn] = now == FREE ? ONE_PAGE : (byte) log;
    }
  }

  private long pfnOf(long address) {
    long pfn = (address - recordedBase) >> machine.pageShift();
    return pfn >= 0 && pfn < kind.length ? pfn : -1;
  }

  /** An object event: all that its page was handed out with is slab. */
  private void object(long address, int orderOfSlabs) {
    long pfn = pfnOf(address);
    if (pfn < 0 || kind[(int) pfn] == SLAB) {
      return;
    }
    boolean nobodys = kind[(int) pfn] == FREE || kind[(int) pfn] == UNKNOWN;
    int log = nobodys ? orderOfSlabs : order[(int) pfn];
    long head = pfn & -(1L << Math.max(log, 0));
    long end = head + (1L << Math.max(log, 0));
    for (long page = head; page < end; page++) {
      byte other = kind[(int) page];
      if (other != kind[(int) pfn] && !(nobodys && (other == FREE || other == UNKNOWN))) {
        head = pfn;
        end = pfn + 1;
      }
    }
    for (long page = head; page < end; page++) {
      set(page, SLAB);
    }
  }

  private void large(long address, int given) {
    long pfn = pfnOf(address);
    if (pfn >= 0) {
      long end = pfn + ((given - 1L) >> machine.pageShift()) + 1;
      for (long page = pfn; page < end; page++) {
        set(page, LARGE);
      }
    }
  }

  private void kfree(long address) {
    long pfn = address == 0 ? -1 : pfnOf(address);
    if (pfn < 0) {
      return;
    }
    boolean first = (address & (machine.pageBytes() - 1)) == 0;
    boolean atLeastFour = order[(int) pfn] >= 2;
    if (kind[(int) pfn] == LARGE || (kind[(int) pfn] == IN_USE && first && atLeastFour)) {
      return; // its pages are freed next
    }
    object(address, NO_ORDER);
  }

  long slabPages() {
    return slabPages;
  }

  /** Pages of slabs and of large kmallocs. */
  long byteManagedPages() {
    return byteManaged;
  }

  long mostByteManagedPages() {
    return mostByteManaged;
  }

  long blocksWithByteManagedPages() {
    return blocksWithByteManaged;
  }

  /** Blocks that hold a byte-managed page, or have held one since they were last free. */
  long realBlocks() {
    return realBlocks;
  }

  long mostRealBlocks() {
    return mostRealBlocks;
  }
}
