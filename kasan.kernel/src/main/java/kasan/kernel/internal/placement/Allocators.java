// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import java.util.List;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.reclaim.Evictor;
import kasan.kernel.internal.alloc.reclaim.PageCacheLru;
import kasan.kernel.internal.alloc.reclaim.Vmscan;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.alloc.slab.SlabRules;
import kasan.kernel.internal.alloc.vmalloc.ThreadStacks;
import kasan.kernel.internal.alloc.vmalloc.VmallocSpace;

/** All allocators of one kernel, put together when boot is over. */
public final class Allocators {
  public final PageAllocator pages;
  public final SlabAllocator slab;
  public final VmallocSpace space;
  public final ThreadStacks stacks;
  public final PageCacheLru pageCache;
  public final Vmscan vmscan;
  private final long directMapBase;
  private final int pageShift;

  /**
   * What allocators begin with.
   *
   * @param pageBlockOrder log2 of the pages that share a migrate type
   * @param free frames that are free
   * @param zoneDma whether the lowest 16 MiB are a zone of their own
   * @param ramBytes what the quarantine is measured by (totalram); {@link #ALL_FREE} for all that
   *     is free
   */
  public record Memory(int pageBlockOrder, List<PfnRange> free, boolean zoneDma, long ramBytes) {
    public static final long ALL_FREE = 0;

    private long ramBytes(PageAllocator pages) {
      return ramBytes == ALL_FREE ? pages.managedPages() << pages.pageShift() : ramBytes;
    }
  }

  /**
   * @param memory what is free
   * @param rules how slabs are laid out
   * @param vmapStacks whether task stacks lie in vmalloc space
   */
  public Allocators(
      Machine machine,
      Region vmalloc,
      Memory memory,
      SlabRules rules,
      boolean vmapStacks,
      Announcer announcer,
      Evictor evictor) {
    directMapBase = machine.directMapBase();
    pageShift = machine.pageShift();
    int cpus = machine.cpus();
    pages =
        new PageAllocator(
            new MemMap(machine.frames(), memory.pageBlockOrder()),
            memory.free(),
            memory.zoneDma(),
            cpus,
            pageShift,
            announcer);
    slab = new SlabAllocator(pages, rules, directMapBase, memory.ramBytes(pages), announcer);
    announcer.use(slab);
    if (vmalloc.kind() != RegionKind.VMALLOC) {
      throw new IllegalArgumentException(vmalloc.name());
    }
    space = new VmallocSpace(pages, vmalloc.start(), vmalloc.last() + 1, cpus, announcer);
    stacks =
        new ThreadStacks(
            pages,
            vmapStacks ? space : null,
            directMapBase,
            machine.taskStackBytes(),
            cpus,
            announcer);
    pageCache = new PageCacheLru(pages.map());
    vmscan = new Vmscan(pages, pageCache, evictor);
    pages.setReclaimer(vmscan);
  }

  /** Whether an address lies in the direct map of the machine's frames. */
  public boolean contains(long address) {
    long offset = address - directMapBase;
    return offset >= 0 && offset >>> pageShift < pages.map().frames();
  }

  /** Page frame of an address in the direct map. */
  public int pfnOf(long address) {
    return (int) ((address - directMapBase) >>> pageShift);
  }

  /** Address of a page frame in the direct map. */
  public long addressOf(int pfn) {
    return directMapBase + ((long) pfn << pageShift);
  }
}
