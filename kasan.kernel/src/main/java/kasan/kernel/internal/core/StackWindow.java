// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import java.util.BitSet;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.primitive.LongMap;

/**
 * Room above the last page frame for stacks that lie in vmalloc space, one slot a stack, the lowest
 * free slot first.
 */
final class StackWindow {
  private final PfnRange pages;
  private final int order;
  private final int slots;
  private final BitSet taken = new BitSet();
  private final LongMap slotOf = new LongMap(256);

  StackWindow(PfnRange pages, int order) {
    this.pages = pages;
    this.order = order;
    this.slots = (int) (pages.pages() >>> order);
  }

  int order() {
    return order;
  }

  /**
   * Takes a slot for the stack that lies at an address.
   *
   * @return the first pfn, or -1 when none is free
   */
  long take(long address) {
    int slot = taken.nextClearBit(0);
    if (slot >= slots) {
      return -1;
    }
    taken.set(slot);
    slotOf.put(address, slot);
    return pages.first() + ((long) slot << order);
  }

  /** Gives the slot of a stack back; returns its first pfn, or -1 when it had none. */
  long give(long address) {
    long slot = slotOf.remove(address);
    if (slot == LongMap.NONE) {
      return -1;
    }
    taken.clear((int) slot);
    return pages.first() + (slot << order);
  }
}
