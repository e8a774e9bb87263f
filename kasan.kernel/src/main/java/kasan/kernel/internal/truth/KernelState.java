// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.lab.api.kernel.SlabUse;
import org.jspecify.annotations.Nullable;

/**
 * All that is true of a kernel's memory.
 *
 * <p>A machine whose task stacks lie in vmalloc space has a window for them above its last page
 * frame: where they would stand for a scheme that knows stacks in the direct map only. Their number
 * and size are the machine's, the place is estimated.
 */
public final class KernelState {
  private final Machine machine;
  private final ArchModel arch;
  private final PfnRange stackWindow;
  private final PageMap pages;
  private final Caches caches = new Caches();
  private final SlabObjects objects;
  private final LargeKmallocs larges = new LargeKmallocs();
  private final TaskStacks stacks = new TaskStacks();
  private final TaskStacks windowStacks = new TaskStacks();
  private final VmallocAreas areas = new VmallocAreas();
  private final List<FixedRange> fixed;
  private @Nullable SlabBlocks slabBlocks;

  /**
   * Memory of which nothing is known yet: RAM is of one kind.
   *
   * @param ramKind what all RAM is
   * @param stackWindow page frames above the last where vmalloc'ed stacks are to be seen by schemes
   *     that do not shadow vmalloc; all free
   * @param unknownIsFree whether unknown pages count as free
   */
  public KernelState(
      Machine machine,
      ArchModel arch,
      PageKind ramKind,
      PfnRange stackWindow,
      boolean unknownIsFree) {
    this.machine = machine;
    this.arch = arch;
    this.stackWindow = stackWindow;
    long frames = stackWindow.end();
    pages = new PageMap(frames, unknownIsFree);
    for (PfnRange range : machine.ram()) {
      pages.set(range.first(), range.pages(), ramKind, PageMap.NO_ORDER);
    }
    pages.set(stackWindow.first(), stackWindow.pages(), PageKind.FREE, 0);
    objects = new SlabObjects(caches, machine.directMapBase(), machine.pageShift(), frames);
    fixed = fixedRanges(machine, arch);
  }

  /**
   * The kernel image at the start of its region; the IRQ and exception stacks of each CPU one after
   * the other from the start of the CPU entry area. Their sizes are the machine's, the places are
   * estimated.
   */
  private static List<FixedRange> fixedRanges(Machine machine, ArchModel arch) {
    List<FixedRange> ranges = new ArrayList<>();
    for (Region region : arch.layout().regions()) {
      if (region.kind() == RegionKind.IMAGE && machine.imageBytes() > 0) {
        ranges.add(new FixedRange(region.start(), machine.imageBytes(), FrameUse.IMAGE));
      } else if (region.kind() == RegionKind.CPU_ENTRY && machine.perCpuStackBytes() > 0) {
        for (int cpu = 0; cpu < machine.cpus(); cpu++) {
          long start = region.start() + cpu * machine.perCpuStackBytes();
          ranges.add(new FixedRange(start, machine.perCpuStackBytes(), FrameUse.STACK));
        }
      }
    }
    return List.copyOf(ranges);
  }

  /** The machine as it is, without the window of stacks. */
  public Machine machine() {
    return machine;
  }

  /** Its architecture. */
  public ArchModel arch() {
    return arch;
  }

  /** Where vmalloc'ed stacks are seen by schemes that do not shadow vmalloc. */
  public PfnRange stackWindow() {
    return stackWindow;
  }

  /** Kinds of pages, those of the window included. */
  public PageMap pages() {
    return pages;
  }

  /** Slab caches by number. */
  public Caches caches() {
    return caches;
  }

  /** Objects on slab pages. */
  public SlabObjects objects() {
    return objects;
  }

  /** Large kmallocs. */
  public LargeKmallocs larges() {
    return larges;
  }

  /** Task stacks where the kernel has them. */
  public TaskStacks stacks() {
    return stacks;
  }

  /** The same stacks where schemes that do not shadow vmalloc see them. */
  public TaskStacks windowStacks() {
    return windowStacks;
  }

  /** vmalloc areas. */
  public VmallocAreas areas() {
    return areas;
  }

  /** Byte-managed memory that stands for ever, by ascending address. */
  public List<FixedRange> fixed() {
    return fixed;
  }

  /** Whether an address lies in the direct map of RAM or of the window. */
  public boolean inDirectMap(long address) {
    long offset = address - machine.directMapBase();
    return offset >= 0 && offset >>> machine.pageShift() < pages.frames();
  }

  /** Blocks by the number of slab pages in them, now. */
  public long[] slabBlocksByPages() {
    return SlabBlocks.byPages(pages);
  }

  /** What slabs take; counted from the first call on. */
  public SlabUse slabUse() {
    SlabBlocks counted = slabBlocks;
    if (counted == null) {
      counted = new SlabBlocks(pages);
      slabBlocks = counted;
    }
    return counted.use();
  }
}
