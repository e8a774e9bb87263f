// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import java.util.Arrays;
import java.util.BitSet;
import kasan.api.memory.Machine;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;
import org.jspecify.annotations.Nullable;

/**
 * Gives shadow of unused blocks back in batches, as Kim's series does (10/11, 2017). A block that
 * needs its shadow no more is queued. Later a worker puts the shared page in place of the real
 * ones, flushes all CPUs once, then frees the shadow.
 *
 * <p>With {@link GiveBack#FREE} a queued block is held back from the page allocator until its
 * shadow is gone. Where a kernel cannot hold blocks back, an allocation from a queued block cancels
 * its unmap. With {@link GiveBack#NOT_BYTE_MANAGED} blocks are not held back, and one that is
 * byte-managed again when the worker comes keeps its shadow.
 */
public final class DeferredUnmap {
  private final KernelView view;
  private final ShadowSpace space;
  private final ContiguousShadow bytes;
  private final @Nullable SharedPage replacement;
  private final Machine machine;
  private final int blockOrder;
  private final GiveBack giveBack;
  private final long delayNanos;
  private final BitSet queued = new BitSet();
  private final BitSet held = new BitSet();
  private int[] queue = new int[64];
  private int queueLength;
  private boolean scheduled;

  /**
   * @param replacement what stands for unused blocks; null to leave them unmapped
   * @param blockOrder order of a block: log2 of the pages that one shadow page describes
   * @param giveBack when a block needs its shadow no more
   * @param delayNanos from queueing to the worker
   */
  public DeferredUnmap(
      KernelView view,
      ContiguousShadow bytes,
      @Nullable SharedPage replacement,
      int blockOrder,
      GiveBack giveBack,
      long delayNanos) {
    this.view = view;
    this.space = view.space();
    this.bytes = bytes;
    this.replacement = replacement;
    this.machine = view.machine();
    this.blockOrder = blockOrder;
    this.giveBack = giveBack;
    this.delayNanos = delayNanos;
  }

  /** Pages were freed: queues each block of theirs whose real shadow is needed no more. */
  public void pagesFreed(long pfn, int order) {
    runFreed(pfn, 1L << order);
  }

  /** Pages one behind the other were freed, in one go or several. */
  public void runFreed(long pfn, long pages) {
    long first = pfn >>> blockOrder;
    long last = (pfn + pages - 1) >>> blockOrder;
    if (first == last) {
      if (isReal(first)) {
        queueIfUnused(first);
      }
      return;
    }
    long start = shadowOf(first);
    long end = shadowOf(last + 1);
    long page = machine.pageBytes();
    for (long at = space.nextReal(start, end); at != end; at = space.nextReal(at + page, end)) {
      queueIfUnused(first + (at - start) / page);
    }
  }

  private void queueIfUnused(long block) {
    if (!queued.get((int) block) && unused(block)) {
      enqueue((int) block);
    }
  }

  private boolean unused(long block) {
    long pfn = block << blockOrder;
    return giveBack == GiveBack.FREE
        ? view.truth().allFree(pfn, blockOrder)
        : !view.truth().anyByteManaged(pfn, blockOrder);
  }

  /** Pages were allocated: a queued block of theirs keeps its shadow, if it must be free. */
  public void pagesAllocated(long pfn, int order) {
    runAllocated(pfn, 1L << order);
  }

  /** Pages one behind the other were allocated, in one go or several. */
  public void runAllocated(long pfn, long pages) {
    if (queueLength == 0 || giveBack != GiveBack.FREE) {
      return;
    }
    int last = (int) ((pfn + pages - 1) >>> blockOrder);
    int block = queued.nextSetBit((int) (pfn >>> blockOrder));
    for (; block >= 0 && block <= last; block = queued.nextSetBit(block + 1)) {
      queued.clear(block);
      view.note(SchemeNote.UNMAP_CANCELLED);
    }
  }

  private void enqueue(int block) {
    queued.set(block);
    if (giveBack == GiveBack.FREE && view.holdBlock((long) block << blockOrder, blockOrder)) {
      held.set(block);
    }
    if (queueLength == queue.length) {
      queue = Arrays.copyOf(queue, 2 * queueLength);
    }
    queue[queueLength++] = block;
    if (!scheduled) {
      scheduled = true;
      view.defer(delayNanos, this::run);
    }
  }

  private void run(int cpu) {
    scheduled = false;
    int[] batch = Arrays.copyOf(queue, queueLength);
    queueLength = 0;
    long[] frames = new long[batch.length];
    int taken = 0;
    long low = -1;
    long high = 0;
    for (int block : batch) {
      if (queued.get(block) && stillUnused(block)) {
        queued.clear(block);
        long shadow = shadowOf(block);
        frames[taken++] =
            replacement == null ? space.unmap(cpu, shadow) : space.unmap(cpu, shadow, replacement);
        low = low == -1 || Long.compareUnsigned(shadow, low) < 0 ? shadow : low;
        high = Long.compareUnsigned(shadow, high) > 0 ? shadow : high;
      }
    }
    if (taken == 0) {
      return;
    }
    space.flushGlobal(cpu, low, high + machine.pageBytes());
    for (int i = 0; i < taken; i++) {
      space.release(frames[i]);
    }
    for (int block : batch) {
      if (held.get(block)) {
        held.clear(block);
        view.returnBlock((long) block << blockOrder, blockOrder);
      }
    }
  }

  /** Pages of a recording can come into use without an event that says so. */
  private boolean stillUnused(int block) {
    boolean still = held.get(block) || unused(block);
    if (!still) {
      queued.clear(block);
      view.note(SchemeNote.UNMAP_CANCELLED);
    }
    return still;
  }

  private boolean isReal(long block) {
    return space.stateOf(shadowOf(block)) == MappingState.REAL;
  }

  private long shadowOf(long block) {
    return bytes.shadowOf(machine.addressOf(block << blockOrder));
  }
}
