// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowByte;

/**
 * A byte shadow of all RAM that stands from boot on, as generic KASAN has it with
 * CONFIG_KASAN_VMALLOC: the shadow of vmalloc areas comes and goes with them, one zero page is
 * under the rest. Free pages are poisoned.
 *
 * <p>Subclasses call {@link #build} as the last thing in their constructors.
 */
public abstract class StaticShadow extends GenericShadow<ContiguousShadow> {
  private static final int BOOT_CPU = 0;

  private final LeafPolicy leaves;
  private final VmallocShadow vmalloc;

  /**
   * Takes the frames; writes nothing yet.
   *
   * @param scale log2 of the granule in bytes
   * @param leaves to map RAM's shadow with
   */
  protected StaticShadow(KernelView view, int scale, LeafPolicy leaves) {
    super(view, new ContiguousShadow(view, scale, view.arch().layout().shadowOffset(scale)));
    this.leaves = leaves;
    this.vmalloc = new VmallocShadow(view, bytes);
    ShadowRegions.populateRest(view, bytes, view.space().sharedPage((byte) 0), false);
    for (PfnRange range : machine.ram()) {
      backFixed(
          machine.addressOf(range.first()), range.pages() << machine.pageShift(), FrameUse.STATIC);
    }
  }

  /** Writes what the truth knows of pages, and of all byte-managed memory. */
  protected final void build() {
    view.truth().forEachPageRun(this::buildPages);
    buildByteManaged(BOOT_CPU);
  }

  private void buildPages(long firstPfn, long pages, PageKind kind) {
    if (kind == PageKind.FREE) {
      bytes.poison(
          BOOT_CPU, machine.addressOf(firstPfn), pages * machine.pageBytes(), ShadowByte.PAGE_FREE);
    }
  }

  @Override
  protected final void backFixed(long address, long size, FrameUse use) {
    bytes.populate(address, size, (byte) 0, use, leaves);
  }

  @Override
  protected final boolean back(int cpu, long address, long size, FrameUse use) {
    return true;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), (byte) 0);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    bytes.poison(cpu, machine.addressOf(pfn), bytesOf(order), ShadowByte.PAGE_FREE);
  }

  /**
   * What {@link #pagesAllocated} and {@link #pagesFreed} of this class do, for blocks one behind
   * the other; for subclasses that override neither.
   *
   * @param allocated whether they were allocated, or freed
   */
  protected final void poisonRun(int cpu, long pfn, int order, long blocks, boolean allocated) {
    bytes.poisonEach(
        cpu,
        machine.addressOf(pfn),
        bytesOf(order),
        blocks,
        allocated ? (byte) 0 : ShadowByte.PAGE_FREE);
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return vmalloc.mapped(cpu, address, size, requestedBytes);
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    vmalloc.unmapped(cpu, address, size);
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    vmalloc.purged(cpu, start, end);
  }
}
