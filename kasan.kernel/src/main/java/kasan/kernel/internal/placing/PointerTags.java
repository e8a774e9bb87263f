// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import kasan.api.arch.AddressLayout;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.primitive.LongMap;

/**
 * Pointers as programs have them, for schemes that put tags into them: the tag of each object,
 * block of pages and area in use, by its address. Nothing is kept where pointers carry no tags.
 */
final class PointerTags {
  private final AddressLayout layout;
  private final LongMap tags = new LongMap(64);

  PointerTags(AddressLayout layout) {
    this.layout = layout;
  }

  /** The address without its tag. */
  long strip(long pointer) {
    return layout.untagged(pointer);
  }

  /** A program has this pointer to what begins at an address. */
  long note(long address, long pointer) {
    if (pointer != address) {
      tags.put(address, pointer);
    }
    return pointer;
  }

  /** What begins at an address is gone. */
  void forget(long address) {
    if (tags.size() > 0) {
      tags.remove(address);
    }
  }

  /** An address inside of something as a program has it, see {@code KernelTruth.tagged}. */
  long tagged(long address, SlabAllocator slab, long pageBytes) {
    if (tags.size() == 0) {
      return address;
    }
    long start =
        switch (slab.placeOf(address)) {
          case OBJECT, INSIDE_SLAB -> slab.slotAt(address);
          default -> address & -pageBytes;
        };
    long pointer = tags.get(start);
    return pointer == LongMap.NONE ? address : pointer + (address - start);
  }
}
