// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.PageMap;
import kasan.kernel.internal.truth.VmallocAreas;
import kasan.kernel.internal.view.Shadows;

/**
 * What can happen to task stacks and vmalloc areas. A stack in vmalloc space is told to shadows of
 * vmalloc where it lies; to the others as pages and a stack in the window above the last page
 * frame.
 */
public final class VirtualMemory {
  private final KernelState state;
  private final Machine machine;
  private final PageMap pages;
  private final VmallocAreas areas;
  private final Shadows shadows;
  private final Tally tally;
  private final StackWindow window;

  VirtualMemory(KernelState state, Shadows shadows, Tally tally) {
    this.state = state;
    this.machine = state.machine();
    this.pages = state.pages();
    this.areas = state.areas();
    this.shadows = shadows;
    this.tally = tally;
    this.window = new StackWindow(state.stackWindow(), stackOrder(machine));
  }

  /** log2 of the pages of a task stack. */
  public static int stackOrder(Machine machine) {
    long pages = (machine.taskStackBytes() + machine.pageBytes() - 1) >>> machine.pageShift();
    return pages <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(pages - 1);
  }

  /**
   * A vmalloc area was mapped.
   *
   * @param bytes whole pages, without the guard page
   * @return false when a shadow had no frame for it
   */
  public boolean mapArea(int cpu, long address, long bytes, long requestedBytes) {
    if (areas.bytesAt(address) != VmallocAreas.NONE) {
      unmapArea(cpu, address);
    }
    long purged = areas.purgedAt(address);
    if (purged != VmallocAreas.NONE) {
      shadows.vmallocPurged(cpu, address, address + purged);
    }
    areas.mapped(address, bytes, requestedBytes);
    return noted(shadows.vmallocMapped(cpu, address, bytes, requestedBytes));
  }

  private boolean noted(boolean enough) {
    if (!enough) {
      tally.note(Note.NO_FRAME);
    }
    return enough;
  }

  /** An area was not mapped after all, since the only shadow had no frame for it. */
  public void areaRefused(long address) {
    areas.unmapped(address);
    areas.purgedAt(address);
  }

  /**
   * A vmalloc area was unmapped; a stack in it was torn down.
   *
   * @return whether there was one
   */
  public boolean unmapArea(int cpu, long address) {
    freeStack(cpu, address);
    long bytes = areas.unmapped(address);
    if (bytes == VmallocAreas.NONE) {
      return false;
    }
    shadows.vmallocUnmapped(cpu, address, bytes);
    return true;
  }

  /** Unmapped areas from {@code start} to before {@code end} were purged. */
  public void purgeAreas(int cpu, long start, long end) {
    areas.purged(start, end);
    shadows.vmallocPurged(cpu, start, end);
  }

  /**
   * A task stack was set up in an area that was mapped before.
   *
   * @param estimated whether its place is a guess
   * @return false when a shadow had no frame for it
   */
  public boolean makeStack(int cpu, long address, long bytes, boolean estimated) {
    state.stacks().add(address, bytes, estimated);
    boolean enough = shadows.stackAllocated(cpu, address, bytes, true);
    long pfn = window.take(address);
    if (pfn < 0) {
      tally.note(Note.STACKS_WITHOUT_ROOM);
    } else {
      pages.set(pfn, 1L << window.order(), PageKind.STACK, window.order());
      state.windowStacks().add(machine.addressOf(pfn), bytes, true);
      shadows.stackPagesAllocated(cpu, pfn, window.order());
      enough &= shadows.stackAllocated(cpu, machine.addressOf(pfn), bytes, false);
    }
    return noted(enough);
  }

  /** A stack was not set up after all, since the only shadow had no frame for it. */
  public void stackRefused(int cpu, long address) {
    state.stacks().remove(address);
    long pfn = window.give(address);
    if (pfn >= 0) {
      state.windowStacks().remove(machine.addressOf(pfn));
      pages.set(pfn, 1L << window.order(), PageKind.FREE, 0);
      shadows.stackPagesFreed(cpu, pfn, window.order());
    }
  }

  /**
   * A task stack in vmalloc space was torn down.
   *
   * @return whether there was one
   */
  public boolean freeStack(int cpu, long address) {
    long bytes = state.stacks().remove(address);
    if (bytes < 0) {
      return false;
    }
    shadows.stackFreed(cpu, address, bytes, true);
    long pfn = window.give(address);
    if (pfn >= 0) {
      state.windowStacks().remove(machine.addressOf(pfn));
      pages.set(pfn, 1L << window.order(), PageKind.ALLOCATED, window.order());
      shadows.stackFreed(cpu, machine.addressOf(pfn), bytes, false);
      pages.set(pfn, 1L << window.order(), PageKind.FREE, 0);
      shadows.stackPagesFreed(cpu, pfn, window.order());
    }
    return true;
  }

  /**
   * Allocated pages became a task stack in the direct map; every shadow sees it there.
   *
   * @return false when a shadow had no frame for it
   */
  public boolean makeDirectStack(int cpu, long pfn, int order) {
    long address = machine.addressOf(pfn);
    long bytes = machine.pageBytes() << order;
    pages.set(pfn, 1L << order, PageKind.STACK, order);
    state.stacks().add(address, bytes, false);
    state.windowStacks().add(address, bytes, false);
    boolean enough = shadows.stackAllocated(cpu, address, bytes, true);
    enough &= shadows.stackAllocated(cpu, address, bytes, false);
    return noted(enough);
  }

  /** A stack in the direct map was not set up after all, for want of a frame. */
  public void directStackRefused(long pfn, int order) {
    long address = machine.addressOf(pfn);
    state.stacks().remove(address);
    state.windowStacks().remove(address);
    pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
  }

  /** A task stack in the direct map was torn down; its pages stay allocated. */
  public void freeDirectStack(int cpu, long pfn, int order) {
    long address = machine.addressOf(pfn);
    long bytes = state.stacks().remove(address);
    state.windowStacks().remove(address);
    pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
    shadows.stackFreed(cpu, address, bytes, true);
    shadows.stackFreed(cpu, address, bytes, false);
  }

  /** Of a stack whose place is a guess it is known that it was torn down: takes the lowest. */
  public void unmapAnyEstimatedStack(int cpu) {
    long address = state.stacks().lowestEstimated();
    if (address != 0) {
      unmapArea(cpu, address);
    }
  }
}
