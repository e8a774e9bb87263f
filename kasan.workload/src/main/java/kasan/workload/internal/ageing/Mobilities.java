// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.ageing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageTypeInfo;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.AgedBlock.Mobility;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.workload.internal.ageing.BlockSurvey.FilledBlock;

/**
 * Finds the migrate type of each page block. The kernel tells no block's, but how many blocks have
 * each type and how many free pages lie in those of each (pagetypeinfo). Blocks that hold most of
 * the kernel's pages for each movable one are the unmovable and the reclaimable ones, as many as it
 * says; which of them are unmovable is decided by their free pages.
 */
final class Mobilities {
  private static final Comparator<FilledBlock> BY_KERNEL_SHARE =
      Comparator.comparingDouble(Mobilities::kernelShare)
          .thenComparingInt(Mobilities::kernelPages)
          .reversed()
          .thenComparingLong(FilledBlock::number);

  private static final Comparator<FilledBlock> BY_FREE =
      Comparator.comparingInt((FilledBlock block) -> block.pages(Use.FREE))
          .thenComparingLong(FilledBlock::number);

  private final Map<String, Long> blocks = new HashMap<>();
  private final Map<String, Long> freePages = new HashMap<>();
  private final double unmovableSlab;

  private Mobilities(List<PageTypeInfo> types, double unmovableSlab) {
    for (PageTypeInfo type : types) {
      blocks.merge(type.type(), type.blocks(), Long::sum);
      freePages.merge(type.type(), type.freePages(), Long::sum);
    }
    this.unmovableSlab = unmovableSlab;
  }

  /** Those of a machine. */
  static Mobilities of(MachineState state) {
    Map<String, Long> meminfo = state.meminfoKb();
    double slab = meminfo.getOrDefault("Slab", 0L);
    double unmovable = meminfo.getOrDefault("SUnreclaim", 0L);
    return new Mobilities(state.pageTypes(), slab == 0 ? 1 : unmovable / slab);
  }

  /** The blocks with their types, in the order of their numbers. */
  List<AgedBlock> assign(List<FilledBlock> filled) {
    var ofKernel = new ArrayList<FilledBlock>(filled);
    ofKernel.sort(BY_KERNEL_SHARE);
    int count = (int) Math.min(ofKernel.size(), kernelBlocks(filled));
    var types = new HashMap<FilledBlock, Mobility>();
    List<FilledBlock> kernels = new ArrayList<>(ofKernel.subList(0, count));
    kernels.sort(BY_FREE);
    int unmovable = blocks.isEmpty() ? bySlab(kernels) : byFree(kernels);
    for (int i = 0; i < kernels.size(); i++) {
      types.put(kernels.get(i), i < unmovable ? Mobility.UNMOVABLE : Mobility.RECLAIMABLE);
    }
    var assigned = new ArrayList<AgedBlock>();
    for (FilledBlock block : filled) {
      assigned.add(block.with(types.getOrDefault(block, Mobility.MOVABLE)));
    }
    return assigned;
  }

  /** How many blocks are not movable: as the kernel says, else those with few movable pages. */
  private long kernelBlocks(List<FilledBlock> filled) {
    if (!blocks.isEmpty()) {
      return blocks("Unmovable") + blocks("Reclaimable");
    }
    return filled.stream().filter(block -> kernelShare(block) > 0.5).count();
  }

  private long blocks(String type) {
    return blocks.getOrDefault(type, 0L);
  }

  /**
   * How many blocks come first that are unmovable. The list is in the order of free pages, and is
   * turned round when the unmovable blocks have so many that they must be the emptiest.
   */
  private int byFree(List<FilledBlock> kernels) {
    double share =
        (double) blocks("Unmovable") / Math.max(1, blocks("Unmovable") + blocks("Reclaimable"));
    int unmovable = (int) Math.round(share * kernels.size());
    long wanted = freePages.getOrDefault("Unmovable", 0L);
    long fullest = free(kernels.subList(0, unmovable));
    long emptiest = free(kernels.subList(kernels.size() - unmovable, kernels.size()));
    if (Math.abs(emptiest - wanted) < Math.abs(fullest - wanted)) {
      kernels.sort(BY_FREE.reversed());
    }
    return unmovable;
  }

  /** The same without counts: unmovable blocks come first until they hold the unmovable slab. */
  private int bySlab(List<FilledBlock> kernels) {
    long all = 0;
    for (FilledBlock block : kernels) {
      all += block.pages(Use.SLAB);
    }
    long sum = 0;
    for (int i = 0; i < kernels.size(); i++) {
      if (sum >= unmovableSlab * all) {
        return i;
      }
      sum += kernels.get(i).pages(Use.SLAB);
    }
    return kernels.size();
  }

  private static long free(List<FilledBlock> some) {
    long pages = 0;
    for (FilledBlock block : some) {
      pages += block.pages(Use.FREE);
    }
    return pages;
  }

  private static int kernelPages(FilledBlock block) {
    return block.pages(Use.SLAB) + block.pages(Use.OTHER);
  }

  private static double kernelShare(FilledBlock block) {
    double pages = kernelPages(block);
    return pages / (pages + block.pages(Use.MOVABLE));
  }
}
