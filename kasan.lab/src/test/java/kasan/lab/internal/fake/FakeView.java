// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.SortedMap;
import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.scheme.DeferredWork;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;

/** A view through which only slab pages can be seen. */
final class FakeView implements KernelView, KernelTruth {
  private final Machine machine;
  private final SortedMap<Long, Integer> slabs;

  FakeView(Machine machine, SortedMap<Long, Integer> slabs) {
    this.machine = machine;
    this.slabs = slabs;
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public KernelTruth truth() {
    return this;
  }

  @Override
  public void forEachPageRun(PageRunVisitor visitor) {
    slabs.forEach((pfn, order) -> visitor.run(pfn, 1L << order, PageKind.SLAB));
  }

  @Override
  public ArchModel arch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ShadowSpace space() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ShadowMemory memory() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long nowNanos() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void defer(long delayNanos, DeferredWork work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean holdBlock(long pfn, int order) {
    return false;
  }

  @Override
  public void returnBlock(long pfn, int order) {}

  @Override
  public void note(SchemeNote note) {}

  @Override
  public PageKind pageKind(long pfn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean allFree(long pfn, int order) {
    return false;
  }

  @Override
  public boolean anyByteManaged(long pfn, int order) {
    return true;
  }

  @Override
  public void forEachKnownSlab(SlabVisitor visitor) {}

  @Override
  public void forEachObject(ObjectVisitor visitor) {}

  @Override
  public void forEachLarge(LargeVisitor visitor) {}

  @Override
  public void forEachStack(StackVisitor visitor) {}

  @Override
  public void forEachFixed(FixedVisitor visitor) {}

  @Override
  public void forEachVmallocArea(VmallocVisitor visitor) {}
}
