// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.Region;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.kernel.internal.truth.FixedRange;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.LargeKmallocs;
import kasan.kernel.internal.truth.PageMap;
import kasan.kernel.internal.truth.SlabObjects;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Oracle;

/**
 * Exact as far as the kernel's state goes. Slab memory in which no object is known is {@link
 * ByteState#NEVER_ALLOCATED} where all allocations are known, else {@link ByteState#UNKNOWN}: bulk
 * allocations have no event.
 */
public final class MemoryOracle implements Oracle {
  private final KernelState state;
  private final Machine machine;
  private final AddressLayout layout;
  private final boolean allKnown;

  /**
   * @param allKnown whether every allocation there was is known, so that what is not known does not
   *     exist; false for recordings
   */
  public MemoryOracle(KernelState state, boolean allKnown) {
    this.state = state;
    this.machine = state.machine();
    this.layout = state.arch().layout();
    this.allKnown = allKnown;
  }

  @Override
  public PageKind pageKind(long pfn) {
    PageKind kind = state.pages().kind(pfn);
    return pfn >= machine.frames() && kind != PageKind.STACK ? PageKind.NONE : kind;
  }

  @Override
  public ByteState judge(long address, long bytes) {
    ByteState verdict = ByteState.LIVE;
    for (long i = 0; i < bytes; i++) {
      ByteState one = stateOf(address + i);
      if (one.bug()) {
        return one;
      }
      if (one == ByteState.UNKNOWN) {
        verdict = one;
      }
    }
    return verdict;
  }

  @Override
  public ByteState stateOf(long address) {
    if (Long.compareUnsigned(address, layout.userLimit()) < 0) {
      return Long.compareUnsigned(address, machine.pageBytes()) < 0
          ? ByteState.NULL_PAGE
          : ByteState.USER;
    }
    for (Region region : layout.regions()) {
      if (region.contains(address)) {
        return inRegion(region, address);
      }
    }
    return ByteState.WILD;
  }

  private ByteState inRegion(Region region, long address) {
    return switch (region.kind()) {
      case DIRECT_MAP -> inDirectMap(address);
      case VMALLOC -> inVmalloc(address);
      case IMAGE, CPU_ENTRY -> inFixed(address);
      case USER -> ByteState.USER;
      case HOLE -> ByteState.WILD;
      case VMEMMAP, SHADOW, MODULES, OTHER -> ByteState.UNKNOWN;
    };
  }

  private ByteState inDirectMap(long address) {
    if (!state.inDirectMap(address)) {
      return ByteState.UNMAPPED;
    }
    long pfn = machine.pfnOf(address);
    return switch (pageKind(pfn)) {
      case NONE -> ByteState.UNMAPPED;
      case UNMANAGED, UNKNOWN -> ByteState.UNKNOWN;
      case FREE -> ByteState.FREE_PAGE;
      case SLAB -> inSlab(address, pfn);
      case LARGE_KMALLOC -> inLarge(address, pfn);
      case ALLOCATED, STACK, PAGE_TABLE, RESERVED, SHADOW -> ByteState.LIVE;
    };
  }

  private ByteState inSlab(long address, long pfn) {
    long object = state.objects().covering(address);
    if (object == 0) {
      return allKnown && state.pages().code(pfn) == PageMap.KNOWN_SLAB
          ? ByteState.NEVER_ALLOCATED
          : ByteState.UNKNOWN;
    }
    long packed = state.objects().find(object);
    long objectBytes =
        state.caches().cache(SlabObjects.cache(packed)).kmalloc()
            ? SlabObjects.requestedBytes(packed)
            : state.caches().cache(SlabObjects.cache(packed)).objectBytes();
    if (address - object >= Math.max(objectBytes, SlabObjects.requestedBytes(packed))) {
      return ByteState.REDZONE;
    }
    return SlabObjects.live(packed) ? ByteState.LIVE : ByteState.FREED;
  }

  /** Of slab objects; other memory has none. */
  @Override
  public long generationOf(long address) {
    long object = state.inDirectMap(address) ? state.objects().covering(address) : 0;
    return object == 0 ? 0 : 1 + SlabObjects.generation(state.objects().find(object));
  }

  private ByteState inLarge(long address, long pfn) {
    int order = state.pages().order(pfn);
    long head = order == PageMap.NO_ORDER ? pfn : pfn & -1L << order;
    long requested = state.larges().requestedBytes(head);
    if (requested == LargeKmallocs.NONE) {
      return ByteState.UNKNOWN;
    }
    return address - machine.addressOf(head) < requested ? ByteState.LIVE : ByteState.REDZONE;
  }

  private ByteState inFixed(long address) {
    for (FixedRange range : state.fixed()) {
      if (address - range.address() >= 0 && address - range.address() < range.bytes()) {
        return ByteState.LIVE;
      }
    }
    return ByteState.UNKNOWN;
  }

  private ByteState inVmalloc(long address) {
    return state.areas().stateOf(address, allKnown ? ByteState.UNMAPPED : ByteState.UNKNOWN);
  }
}
