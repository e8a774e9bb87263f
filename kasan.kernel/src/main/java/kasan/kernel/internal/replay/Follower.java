// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.core.Tally;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.truth.PageMap;

/**
 * Follows recorded events, one at a time.
 *
 * <p>Page events say what is allocated and what is free. A page becomes slab when an object event
 * falls on it, with the whole allocation that it belongs to; of an allocation that was not seen the
 * size is that of the cache's slabs, when all its pages may belong to one. A slab whose pages were
 * seen to be handed out, and whose first event hands out an object, is known object by object; any
 * other may hold objects that no event told of, and is accessible as a whole. A kmalloc above two
 * pages is no slab (KMALLOC_MAX_CACHE_SIZE).
 */
final class Follower {
  private static final int LARGEST_CACHE_PAGES = 2;
  private static final int LEAST_LARGE_ORDER = 2;

  private final KernelCore core;
  private final VirtualMemory virtual;
  private final Tally tally;
  private final PageMap pages;
  private final Machine machine;
  private final RecordedCaches caches;
  private final Relocation relocation;
  private final long largestCacheBytes;
  private final StartAreas start;
  private int hashedStacks;

  /**
   * @param start areas and stacks that were there before the first event
   */
  Follower(KernelCore core, RecordedCaches caches, Relocation relocation, StartAreas start) {
    this.core = core;
    this.virtual = core.virtual();
    this.tally = core.tally();
    this.pages = core.state().pages();
    this.machine = core.state().machine();
    this.caches = caches;
    this.relocation = relocation;
    this.largestCacheBytes = LARGEST_CACHE_PAGES * machine.pageBytes();
    this.start = start;
    this.hashedStacks = start.hashedStacks();
  }

  /** Where names of events come from. */
  void use(EventSource source) {
    caches.use(source);
  }

  /**
   * Follows one event.
   *
   * @param cpu one that the machine has
   */
  void follow(EventBatch batch, int row, int cpu) {
    if (cpu != batch.cpu[row]) {
      tally.note(Note.CPUS_OUTSIDE);
    }
    long address = batch.address[row];
    long bytes = batch.bytes[row];
    switch (batch.kind[row]) {
      case KMALLOC -> {
        long given = batch.given[row];
        if (given > largestCacheBytes) {
          allocateLarge(cpu, address, bytes, given);
        } else {
          allocateObject(cpu, address, bytes, caches.kmalloc(given));
        }
      }
      case CACHE_ALLOC ->
          allocateObject(
              cpu, address, bytes, caches.kmemCache(batch.name[row], bytes, batch.given[row]));
      case KFREE -> free(cpu, address, RecordedCaches.NO_CACHE, true);
      case CACHE_FREE -> free(cpu, address, caches.freed(batch.name[row]), false);
      case PAGE_ALLOC, PAGE_FREE, PAGE_DRAIN ->
          page(batch.kind[row], cpu, address, batch.order[row]);
      case VMAP_ALLOC -> mapArea(cpu, relocation.vmalloc(address), bytes, batch.align[row]);
      case VMAP_FREE -> unmapArea(cpu, relocation.vmalloc(address));
      case VMAP_PURGE -> purge(cpu, address, address + bytes);
      case ACCESS -> tally.note(Note.ACCESSES);
      case TASK_NEW, TASK_EXIT, TASK_FREE, EVICTABLE, MARK, LOST -> {
        // stacks come and go with their areas
      }
    }
  }

  private void page(EventKind kind, int cpu, long pfn, int order) {
    if (!inMachine(pfn, order)) {
      tally.note(pfn == -1 ? Note.FAILED_ALLOCATIONS : Note.PAGES_OUTSIDE);
    } else if (kind == EventKind.PAGE_ALLOC) {
      core.allocatePages(cpu, pfn, order);
    } else if (kind == EventKind.PAGE_FREE) {
      core.freePages(cpu, pfn, order);
    } else {
      core.foundFree(cpu, pfn, order);
    }
  }

  private boolean inMachine(long pfn, int order) {
    return order >= 0
        && order < PageMap.NO_ORDER
        && pfn >= 0
        && pfn + (1L << order) <= machine.frames();
  }

  private void allocateObject(int cpu, long recordedAddress, long bytes, int cache) {
    if (!relocation.inDirectMap(recordedAddress)) {
      tally.note(Note.OBJECTS_OUTSIDE);
      return;
    }
    long address = relocation.direct(recordedAddress);
    long pfn = machine.pfnOf(address);
    if (!pages.slab(pfn)) {
      becomeSlab(cpu, pfn, cache, pages.code(pfn) == PageMap.FRESH);
    }
    core.allocateObject(cpu, address, bytes, cache);
  }

  private void becomeSlab(int cpu, long pfn, int cache, boolean known) {
    int code = pages.code(pfn);
    int order = pages.order(pfn);
    if (code == PageKind.FREE.ordinal() || code == PageKind.UNKNOWN.ordinal()) {
      order = caches.slabOrder(cache);
    }
    if (order == PageMap.NO_ORDER) {
      order = 0;
    }
    long head = pfn & -1L << order;
    for (long page = head; page < head + (1L << order); page++) {
      int other = pages.code(page);
      if (other != code && !(unclaimed(other) && unclaimed(code))) {
        order = 0;
        head = pfn;
        break;
      }
    }
    core.makeSlab(cpu, head, order, cache, known);
  }

  private static boolean unclaimed(int code) {
    return code == PageKind.FREE.ordinal() || code == PageKind.UNKNOWN.ordinal();
  }

  private void allocateLarge(int cpu, long recordedAddress, long bytes, long given) {
    if (!relocation.inDirectMap(recordedAddress)) {
      tally.note(Note.OBJECTS_OUTSIDE);
      return;
    }
    long pfn = machine.pfnOf(relocation.direct(recordedAddress));
    int order = 64 - Long.numberOfLeadingZeros((given - 1) >>> machine.pageShift());
    if (pages.code(pfn) == PageMap.FRESH && pages.order(pfn) != PageMap.NO_ORDER) {
      order = pages.order(pfn);
    } else if (inMachine(pfn, order)) {
      core.allocatePages(cpu, pfn, order);
    } else {
      tally.note(Note.PAGES_OUTSIDE);
      return;
    }
    core.makeLarge(cpu, pfn, order, bytes);
  }

  private void free(int cpu, long recordedAddress, int cache, boolean kfree) {
    if (!relocation.inDirectMap(recordedAddress)) {
      if (recordedAddress != 0) {
        tally.note(Note.OBJECTS_OUTSIDE);
      }
      return;
    }
    long address = relocation.direct(recordedAddress);
    long pfn = machine.pfnOf(address);
    if (pages.slab(pfn)) {
      core.freeObject(cpu, address, cache);
    } else if (kfree && address == machine.addressOf(pfn) && large(pfn)) {
      if (!core.freeLarge(cpu, pfn, pages.order(pfn))) {
        tally.note(Note.LARGE_FREED_UNKNOWN);
        tally.unknownFree();
      }
    } else {
      becomeSlab(cpu, pfn, cache, false);
      core.freeObject(cpu, address, cache);
    }
  }

  /** Whether a page may begin a large kmalloc: its flags said that it is no slab. */
  private boolean large(long pfn) {
    int code = pages.code(pfn);
    return code == PageKind.LARGE_KMALLOC.ordinal()
        || code == PageKind.ALLOCATED.ordinal()
            && pages.order(pfn) >= LEAST_LARGE_ORDER
            && pages.order(pfn) != PageMap.NO_ORDER;
  }

  private void mapArea(int cpu, long address, long bytes, long align) {
    long mapped = bytes - machine.pageBytes();
    virtual.mapArea(cpu, address, mapped, mapped);
    if (mapped == machine.taskStackBytes() && align == machine.taskStackBytes()) {
      virtual.makeStack(cpu, address, mapped, false);
    }
  }

  private void unmapArea(int cpu, long address) {
    if (virtual.unmapArea(cpu, address)) {
      return;
    }
    tally.unknownFree();
    if (hashedStacks > 0 && (address & (machine.taskStackBytes() - 1)) == 0) {
      hashedStacks--;
      tally.note(Note.STACKS_TAKEN_FOR_HASHED);
      virtual.unmapAnyEstimatedStack(cpu);
    }
  }

  /** A purge takes all that is unmapped; areas whose addresses were hashed lie elsewhere here. */
  private void purge(int cpu, long from, long end) {
    virtual.purgeAreas(cpu, relocation.vmalloc(from), relocation.vmalloc(end - 1) + 1);
    if (start.endOfPlaces() != start.firstPlace()) {
      virtual.purgeAreas(cpu, start.firstPlace(), start.endOfPlaces());
    }
  }
}
