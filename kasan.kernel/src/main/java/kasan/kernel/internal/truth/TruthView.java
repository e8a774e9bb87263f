// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelTruth;

/**
 * The truth as one shadow is to see it. A scheme that does not shadow vmalloc sees a machine with
 * the window of stacks as further RAM, stacks in it, and no vmalloc area; any other sees the
 * machine as it is.
 */
public final class TruthView implements KernelTruth {
  private final KernelState state;
  private final ProgramTruth program;
  private final boolean vmalloc;
  private final Machine machine;

  /**
   * @param program what programs have made true
   * @param vmalloc whether the scheme shadows vmalloc areas
   */
  public TruthView(KernelState state, ProgramTruth program, boolean vmalloc) {
    this.state = state;
    this.program = program;
    this.vmalloc = vmalloc;
    this.machine = vmalloc ? state.machine() : withWindow(state.machine(), state.stackWindow());
  }

  private static Machine withWindow(Machine machine, PfnRange window) {
    List<PfnRange> ram = new ArrayList<>(machine.ram());
    ram.add(window);
    return machine.toBuilder().ram(ram).frames(window.end()).build();
  }

  /** The machine as the shadow is to see it. */
  public Machine machine() {
    return machine;
  }

  private boolean hidden(long pfn) {
    return pfn >= machine.frames();
  }

  @Override
  public PageKind pageKind(long pfn) {
    return hidden(pfn) ? PageKind.NONE : state.pages().kind(pfn);
  }

  @Override
  public boolean allFree(long pfn, int order) {
    return !hidden(pfn + (1L << order) - 1) && state.pages().allFree(pfn, order);
  }

  @Override
  public boolean anyByteManaged(long pfn, int order) {
    return !hidden(pfn) && state.pages().anyByteManaged(pfn, order);
  }

  @Override
  public void forEachPageRun(PageRunVisitor visitor) {
    for (PfnRange range : machine.ram()) {
      long end;
      for (long pfn = range.first(); pfn < range.end(); pfn = end) {
        end = state.pages().endOfKind(pfn, range.end());
        PageKind kind = state.pages().kind(pfn);
        if (kind != PageKind.NONE) {
          visitor.run(pfn, end - pfn, kind);
        }
      }
    }
  }

  @Override
  public void forEachKnownSlab(SlabVisitor visitor) {
    PageMap pages = state.pages();
    long frames = machine.frames();
    for (long pfn = pages.nextKnownSlab(0, frames); pfn < frames; ) {
      int order = pages.order(pfn);
      int cache = state.objects().cacheOfPage(pfn);
      if (cache >= 0) {
        visitor.slab(pfn, order, state.caches().cache(cache));
      }
      pfn = pages.nextKnownSlab(pfn + (1L << order), frames);
    }
  }

  @Override
  public void forEachObject(ObjectVisitor visitor) {
    state.objects().forEach(visitor);
  }

  @Override
  public void forEachLarge(LargeVisitor visitor) {
    state.larges().forEach(visitor);
  }

  @Override
  public void forEachStack(StackVisitor visitor) {
    (vmalloc ? state.stacks() : state.windowStacks()).forEach(visitor);
  }

  @Override
  public void forEachFixed(FixedVisitor visitor) {
    for (FixedRange range : state.fixed()) {
      visitor.fixed(range.address(), range.bytes(), range.use());
    }
  }

  @Override
  public void forEachVmallocArea(VmallocVisitor visitor) {
    if (vmalloc) {
      state.areas().forEach(visitor);
    }
  }

  @Override
  public void forEachRedzone(RedzoneVisitor visitor) {
    program.forEachRedzone(visitor);
  }

  @Override
  public long tagged(long address) {
    return program.tagged(address);
  }
}
