// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import static kasan.api.arch.AddressLayout.GENERIC_SCALE_SHIFT;

import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;
import org.jspecify.annotations.Nullable;

/**
 * A byte shadow that has frames only where byte-managed memory is. A shared page stands under the
 * rest of RAM. It comes back when the pages that a shadow page describes need no bytes any more,
 * see {@link GiveBack}. Both sides of the debate of May 2017 work like this
 * (docs/sources.md#the-series-of-2017).
 *
 * <p>Subclasses say what TLBs are told of a new mapping, call {@link #build} as the last thing in
 * their constructors, and tell {@link #unmap} of pages that come and go.
 */
public abstract class MappedOnDemand extends GenericShadow<ContiguousShadow> {
  /** Who builds. */
  protected static final int BOOT_CPU = 0;

  /** Where shadow is mapped. */
  protected final ShadowSpace space;

  /** Gives shadow of free blocks back. */
  protected final DeferredUnmap unmap;

  private final byte fresh;
  private final LeafPolicy leaves;
  private final long page;
  private boolean built;

  /**
   * Maps what is shared; writes nothing yet.
   *
   * @param elsewhere what stands under RAM without byte-managed memory; null for nothing at all
   * @param fresh value of a page of shadow that was just mapped
   * @param leaves of shadow that stands from boot on
   * @param vmallocToo whether vmalloc memory is always accessible, too
   * @param giveBack when the shadow of a block is needed no more
   * @param unmapDelayNanos from a block becoming free to the worker that unmaps it
   */
  protected MappedOnDemand(
      KernelView view,
      @Nullable SharedPage elsewhere,
      byte fresh,
      LeafPolicy leaves,
      boolean vmallocToo,
      GiveBack giveBack,
      long unmapDelayNanos) {
    this(view, elsewhere, fresh, leaves, vmallocToo, giveBack, unmapDelayNanos, FlushWindow.NONE);
  }

  /**
   * Maps what is shared; writes nothing yet.
   *
   * @param window between the change of entries and the flush
   */
  protected MappedOnDemand(
      KernelView view,
      @Nullable SharedPage elsewhere,
      byte fresh,
      LeafPolicy leaves,
      boolean vmallocToo,
      GiveBack giveBack,
      long unmapDelayNanos,
      FlushWindow window) {
    super(
        view, new ContiguousShadow(view, GENERIC_SCALE_SHIFT, view.arch().layout().shadowOffset()));
    this.space = view.space();
    this.unmap =
        new DeferredUnmap(
            view, bytes, elsewhere, GENERIC_SCALE_SHIFT, giveBack, unmapDelayNanos, window);
    this.fresh = fresh;
    this.leaves = leaves;
    this.page = machine.pageBytes();
    ShadowRegions.populateRest(view, bytes, space.sharedPage((byte) 0), vmallocToo);
    if (elsewhere != null) {
      bytes.shareRam(machine, elsewhere);
    }
  }

  /** Writes what the truth knows of pages, and of all byte-managed memory. */
  protected final void build() {
    view.truth().forEachPageRun(this::buildPages);
    buildByteManaged(BOOT_CPU);
    built = true;
  }

  /** Writes the shadow of pages that are there while the shadow is built. */
  protected abstract void buildPages(long firstPfn, long pages, PageKind kind);

  /**
   * Shadow was mapped while the kernel runs; CPUs may still know what stood there.
   *
   * @param start first shadow page of the range that was asked for
   * @param end behind its last shadow byte
   */
  protected abstract void mapped(int cpu, long start, long end);

  /** Memory is about to be handed out whose shadow is real, whoever mapped it. */
  protected void handingOut(int cpu) {
    // nothing is left to do where all that must be told were told of the map
  }

  @Override
  protected final boolean back(int cpu, long address, long size, FrameUse use) {
    long start = bytes.shadowOf(address) & -page;
    long end = bytes.shadowEnd(address + size);
    boolean anew = false;
    for (long at = start; at < end; at += page) {
      if (space.stateOf(at) != MappingState.REAL) {
        if (!unmap.restore(cpu, at) && !space.map(cpu, at, fresh, use)) {
          return false;
        }
        anew = true;
      }
    }
    if (built) {
      if (anew) {
        mapped(cpu, start, end);
      }
      handingOut(cpu);
    }
    return true;
  }

  @Override
  protected void backFixed(long address, long size, FrameUse use) {
    bytes.populate(address, size, (byte) 0, use, leaves);
  }
}
