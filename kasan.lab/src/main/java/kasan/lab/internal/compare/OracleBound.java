// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.BitSet;
import java.util.Objects;
import kasan.api.arch.AddressLayout;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.api.option.Options;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.SilentShadow;
import org.jspecify.annotations.Nullable;

/**
 * The bound below every scheme that keeps one shadow byte per granule of 8: what an ideal one would
 * pay that knows the truth. It has exactly the shadow bytes of the byte-managed memory that is in
 * use, {@code bytes / 8}, packed; nothing for tables, nothing for page-managed and free memory,
 * nothing for what a block or a page is rounded up to.
 *
 * <p>Byte-managed here: slab pages and large kmallocs (on demand), task, IRQ and exception stacks,
 * the kernel image. Recorded placements know slabs page by page, so a slab page counts whole. The
 * vmalloc area is left out: schemes without shadow for it are compared, too.
 *
 * <p>It takes no frame; it only watches, and stands in results as a row of status {@code bound}.
 */
final class OracleBound implements ShadowScheme {
  /** Name of its row. */
  static final String NAME = "oracle";

  private @Nullable KernelTruth truth;
  private @Nullable String problem;
  private int pageShift;
  private final BitSet byteManaged = new BitSet();
  private long onDemandPages;
  private long onDemandPagesStart;
  private long onDemandPagesPeak;
  private long stackBytes;
  private long stackBytesPeak;
  private long imageBytes;
  private long totalPeakBytes;

  /** One bound serves one run. */
  @Override
  public Shadow attach(KernelView view, Options options) {
    truth = view.truth();
    pageShift = view.machine().pageShift();
    byteManaged.or(byteManagedPages(view.truth()));
    onDemandPages = byteManaged.cardinality();
    onDemandPagesStart = onDemandPages;
    view.truth()
        .forEachFixed(
            (address, bytes, use) -> {
              if (use == FrameUse.IMAGE) {
                imageBytes += bytes;
              } else {
                stackBytes += bytes;
              }
            });
    view.truth().forEachStack((address, bytes, estimated) -> stackBytes += bytes);
    note();
    return new Watcher();
  }

  private static BitSet byteManagedPages(KernelTruth truth) {
    var pages = new BitSet();
    truth.forEachPageRun(
        (first, count, kind) -> {
          if (kind == PageKind.SLAB || kind == PageKind.LARGE_KMALLOC) {
            pages.set((int) first, (int) (first + count));
          }
        });
    return pages;
  }

  private void note() {
    onDemandPagesPeak = Math.max(onDemandPagesPeak, onDemandPages);
    stackBytesPeak = Math.max(stackBytesPeak, stackBytes);
    totalPeakBytes = Math.max(totalPeakBytes, totalBytes());
  }

  private long totalBytes() {
    return shadow((onDemandPages << pageShift) + stackBytes + imageBytes);
  }

  private static long shadow(long bytes) {
    return bytes >> AddressLayout.GENERIC_SCALE_SHIFT;
  }

  /** Compares what it counted event by event with what the truth says in the end. */
  void finish() {
    BitSet truePages = byteManagedPages(Objects.requireNonNull(truth, "attached first"));
    if (!truePages.equals(byteManaged) || onDemandPages != truePages.cardinality()) {
      problem =
          "counted "
              + onDemandPages
              + " byte-managed pages by events, the kernel's truth has "
              + truePages.cardinality();
    }
  }

  /** Why the bound cannot be believed; null when it can. */
  @Nullable String problem() {
    return problem;
  }

  /** Whole kB, rounded down: a bound may not lie above what it bounds. */
  private static long kb(long bytes) {
    return bytes >> 10;
  }

  long totalKb() {
    return kb(totalBytes());
  }

  long totalPeakKb() {
    return kb(totalPeakBytes);
  }

  long onDemandStartKb() {
    return kb(shadow(onDemandPagesStart << pageShift));
  }

  long onDemandPeakKb() {
    return kb(shadow(onDemandPagesPeak << pageShift));
  }

  long onDemandEndKb() {
    return kb(shadow(onDemandPages << pageShift));
  }

  long stacksKb() {
    return kb(shadow(stackBytesPeak));
  }

  long imageKb() {
    return kb(shadow(imageBytes));
  }

  /** Counts pages and stacks as they come and go; never objects to an access. */
  private final class Watcher extends SilentShadow {
    private void come(long pfn, int order) {
      for (long page = pfn; page < pfn + (1L << order); page++) {
        if (!byteManaged.get((int) page)) {
          byteManaged.set((int) page);
          onDemandPages++;
        }
      }
      note();
    }

    private void go(long pfn, int order) {
      for (long page = pfn; page < pfn + (1L << order); page++) {
        if (byteManaged.get((int) page)) {
          byteManaged.clear((int) page);
          onDemandPages--;
        }
      }
    }

    @Override
    public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
      come(pfn, order);
      return true;
    }

    @Override
    public void slabFreed(int cpu, long pfn, int order) {
      go(pfn, order);
    }

    @Override
    public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
      come(pfn, order);
      return true;
    }

    @Override
    public void largeFreed(int cpu, long pfn, int order) {
      go(pfn, order);
    }

    /** What the page allocator has back is byte-managed no more, whatever came before. */
    @Override
    public void pagesFreed(int cpu, long pfn, int order) {
      go(pfn, order);
    }

    @Override
    public boolean stackAllocated(int cpu, long address, long bytes) {
      stackBytes += bytes;
      note();
      return true;
    }

    @Override
    public void stackFreed(int cpu, long address, long bytes) {
      stackBytes -= bytes;
    }
  }
}
