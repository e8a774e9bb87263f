// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import kasan.api.memory.Machine;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;
import kasan.generic.FlushWindow.LeftOut;
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
 *
 * <p>With a {@link FlushWindow} the flush comes later than the change of the entries. Old frames
 * are filled with what the shared page holds before, and a block that needs its shadow meanwhile
 * takes its old frame back.
 */
public final class DeferredUnmap {
  private static final long RELEASED = -1;

  private final KernelView view;
  private final ShadowSpace space;
  private final ContiguousShadow bytes;
  private final @Nullable SharedPage replacement;
  private final Machine machine;
  private final int blockOrder;
  private final GiveBack giveBack;
  private final long delayNanos;
  private final FlushWindow window;
  private final Map<Long, Long> unflushed = new LinkedHashMap<>();
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
    this(view, bytes, replacement, blockOrder, giveBack, delayNanos, FlushWindow.NONE);
  }

  /**
   * @param window between the change of entries and the flush
   */
  public DeferredUnmap(
      KernelView view,
      ContiguousShadow bytes,
      @Nullable SharedPage replacement,
      int blockOrder,
      GiveBack giveBack,
      long delayNanos,
      FlushWindow window) {
    this.view = view;
    this.space = view.space();
    this.bytes = bytes;
    this.replacement = replacement;
    this.machine = view.machine();
    this.blockOrder = blockOrder;
    this.giveBack = giveBack;
    this.delayNanos = delayNanos;
    this.window = window;
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
    int first = (int) (pfn >>> blockOrder);
    int last = (int) ((pfn + pages - 1) >>> blockOrder);
    if (first == last && !queued.get(first)) {
      return; // as a rule, and the next that is queued may be far away
    }
    int block = queued.nextSetBit(first);
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
    schedule();
  }

  /** One batch at a time: the worker comes again when it has flushed. */
  private void schedule() {
    if (!scheduled && queueLength > 0 && unflushed.isEmpty()) {
      scheduled = true;
      view.defer(delayNanos, this::run);
    }
  }

  private void run(int cpu) {
    scheduled = false;
    int[] batch = Arrays.copyOf(queue, queueLength);
    queueLength = 0;
    long low = -1;
    long high = 0;
    for (int block : batch) {
      if (queued.get(block) && stillUnused(block)) {
        queued.clear(block);
        long shadow = shadowOf(block);
        unflushed.put((long) block, takeOut(cpu, block, shadow));
        low = low == -1 || Long.compareUnsigned(shadow, low) < 0 ? shadow : low;
        high = Long.compareUnsigned(shadow, high) > 0 ? shadow : high;
      }
    }
    if (unflushed.isEmpty()) {
      return;
    }
    long start = low;
    long end = high + machine.pageBytes();
    if (window.isOpen()) {
      view.defer(window.nanos(), later -> flush(later, start, end, batch));
    } else {
      flush(cpu, start, end, batch);
    }
  }

  /** Changes the entry of a block; returns the frame that CPUs may reach until the flush. */
  private long takeOut(int cpu, int block, long shadow) {
    if (window.isOpen() && replacement != null && window.does(LeftOut.CLEARING)) {
      bytes.poison(
          cpu,
          machine.addressOf((long) block << blockOrder),
          machine.pageBytes() << blockOrder,
          replacement.value());
    }
    long frame =
        replacement == null ? space.unmap(cpu, shadow) : space.unmap(cpu, shadow, replacement);
    if (window.isOpen() && !window.does(LeftOut.WAITING)) {
      space.release(frame);
      return RELEASED;
    }
    return frame;
  }

  /**
   * A block whose entry was changed and not flushed yet is needed again: takes its old frame back.
   *
   * @param shadow page of shadow that has no frame
   * @return whether it has one now
   */
  public boolean restore(int cpu, long shadow) {
    if (unflushed.isEmpty() || !window.does(LeftOut.RESTORING)) {
      return false;
    }
    long block = (shadow - shadowOf(0)) / machine.pageBytes();
    long frame = unflushed.getOrDefault(block, RELEASED);
    if (frame == RELEASED) {
      return false;
    }
    unflushed.put(block, RELEASED);
    space.remap(cpu, shadow, frame);
    view.note(SchemeNote.UNMAP_CANCELLED);
    return true;
  }

  private void flush(int cpu, long start, long end, int[] batch) {
    space.flushGlobal(cpu, start, end);
    for (long frame : unflushed.values()) {
      if (frame != RELEASED) {
        space.release(frame);
      }
    }
    unflushed.clear();
    for (int block : batch) {
      if (held.get(block)) {
        held.clear(block);
        view.returnBlock((long) block << blockOrder, blockOrder);
      }
    }
    schedule();
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
