// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.arch.AddressLayout;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.ObjectState;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;

/**
 * What the two tag-based modes have in common: which memory gets which tag, and when (Linux 6.12,
 * mm/kasan/common.c, tags.c).
 *
 * <pre>
 *   memory    [3a][3a][3a][fe]      an object of 40 bytes in a slot of 64: three granules of its
 *   pointer   0x3aff...40            tag, the rest invalid; freed: fe fe fe fe
 * </pre>
 *
 * <p>Objects that are not aligned to the granule, as on a recorded placement, keep invalid memory
 * and get pointers that match all: they are not checked, and never reported.
 */
abstract class TaggedShadow implements Shadow {
  static final int BOOT_CPU = 0;

  /** struct kasan_stack_ring_entry: pointer, size, track, whether freed. */
  private static final long RING_ENTRY_BYTES = 32;

  /** All that the shadow may touch. */
  protected final KernelView view;

  /** The machine, at hand for speed. */
  protected final Machine machine;

  /** What pointers look like. */
  protected final AddressLayout layout;

  /** Where memory tags are. */
  protected final TagMemory tags;

  /** Where tags come from. */
  protected final TagSource source;

  TaggedShadow(KernelView view, TagMemory tags, TagSource source) {
    this.view = view;
    this.machine = view.machine();
    this.layout = view.arch().layout();
    this.tags = tags;
    this.source = source;
  }

  /** Takes memory for the ring of alloc and free stacks, which stands in for metadata in slabs. */
  protected final void takeStackRing(long entries) {
    if (entries > 0) {
      long ringBytes = entries * RING_ENTRY_BYTES;
      long start = view.space().reserve("stack ring", ringBytes, machine.pageBytes());
      view.space()
          .populate(
              start,
              start + ringBytes,
              (byte) 0,
              FrameUse.STATIC,
              new LeafPolicy(machine.pageShift(), false));
    }
  }

  /**
   * Tags memory whose tags are all invalid so far as the truth has it. Where programs have pointers
   * with tags from an earlier shadow, memory gets those.
   */
  protected final void build() {
    KernelTruth truth = view.truth();
    truth.forEachPageRun(
        (firstPfn, pages, kind) -> {
          if (kind == PageKind.ALLOCATED || kind == PageKind.STACK) {
            adopt(machine.addressOf(firstPfn), pages << machine.pageShift(), machine.pageBytes());
          }
        });
    truth.forEachObject(
        (address, requested, cache, state) -> {
          if (state == ObjectState.LIVE || cache.typesafeByRcu()) {
            tagObject(BOOT_CPU, address, requested, cache, Tags.of(truth.tagged(address)));
          }
        });
    truth.forEachLarge(
        (pfn, order, size) -> adopt(machine.addressOf(pfn), size, Tags.roundUp(size)));
    truth.forEachVmallocArea(
        (address, size, requested, unpurged) -> {
          buildArea(address, size, requested, Tags.of(truth.tagged(address)));
          if (unpurged) {
            vmallocUnmapped(BOOT_CPU, address, size);
          }
        });
  }

  /** Tags a vmalloc area that was mapped before. */
  protected abstract void buildArea(long address, long size, long requestedBytes, int tag);

  /** Gives memory the tags that programs have in their pointers to it, step by step. */
  protected final void adopt(long address, long size, long step) {
    KernelTruth truth = view.truth();
    for (long at = address; at < address + size; at += step) {
      int tag = Tags.of(truth.tagged(at));
      if (tag != Tags.MATCH_ALL) {
        tags.set(BOOT_CPU, at, step, tag);
      }
    }
  }

  protected final long bytesOf(int order) {
    return machine.pageBytes() << order;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    tags.set(cpu, machine.addressOf(pfn), bytesOf(order), source.next(cpu));
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    tags.set(cpu, machine.addressOf(pfn), bytesOf(order), Tags.INVALID);
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    tags.set(cpu, machine.addressOf(pfn), bytesOf(order), Tags.INVALID);
    return true;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    // its pages are freed next
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    int tag = Tags.MATCH_ALL;
    if (cache.typesafeByRcu()) {
      // readers may still have pointers to the object that was here: its tag stays
      int before = tags.peek(address);
      tag = before == Tags.INVALID ? Tags.MATCH_ALL : before;
    }
    tagObject(cpu, address, requestedBytes, cache, tag);
  }

  /**
   * @param tag for it, or {@link Tags#MATCH_ALL} for a new one
   */
  private void tagObject(int cpu, long address, long requestedBytes, SlabCache cache, int tag) {
    if (!aligned(address, cache)) {
      return;
    }
    tags.set(cpu, address, cache.objectBytes(), tag == Tags.MATCH_ALL ? source.next(cpu) : tag);
    if (cache.kmalloc()) {
      long redzone = Tags.roundUp(requestedBytes);
      tags.set(cpu, address + redzone, Tags.roundUp(cache.objectBytes()) - redzone, Tags.INVALID);
    }
  }

  private static boolean aligned(long address, SlabCache cache) {
    return Tags.aligned(address | cache.slotBytes());
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    if (!cache.typesafeByRcu() && aligned(address, cache)) {
      tags.set(cpu, address, cache.objectBytes(), Tags.INVALID);
    }
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    long redzone = Tags.roundUp(requestedBytes);
    tags.set(cpu, machine.addressOf(pfn) + redzone, bytesOf(order) - redzone, Tags.INVALID);
    return true;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    // its pages are freed next
  }

  @Override
  public long tagged(int cpu, long address) {
    int tag = tags.peek(address);
    return Tags.with(address, tag == Tags.INVALID || tag == -1 ? Tags.MATCH_ALL : tag);
  }

  /** Memory that the runtime poisons, or that compiled code does and this mode knows of. */
  @Override
  public void poison(int cpu, long address, long size, byte code) {
    if (poisons(code)) {
      long start = Tags.roundUp(address);
      tags.set(cpu, start, address + size - start, Tags.INVALID);
    }
  }

  /** Whether there is anything to poison for a reason, in this mode. */
  protected boolean poisons(byte code) {
    return code == ShadowByte.SLAB_FREE
        || code == ShadowByte.SLAB_REDZONE
        || code == ShadowByte.PAGE_FREE
        || code == ShadowByte.PAGE_REDZONE;
  }

  /** With the tag of the pointer, or a new one when that matches all. */
  @Override
  public void unpoison(int cpu, long pointer, long size) {
    int tag = Tags.of(pointer);
    long address = layout.untagged(pointer);
    tags.set(cpu, address, size, tag == Tags.MATCH_ALL ? source.next(cpu) : tag);
  }

  @Override
  public boolean byteAccessible(int cpu, long pointer) {
    int tag = Tags.of(pointer);
    return tag == Tags.MATCH_ALL
        || (tag != Tags.INVALID && tags.load(cpu, layout.untagged(pointer)) == tag);
  }

  /** What Linux says where its ring of stacks holds nothing of the object. */
  @Override
  public String bugClass(long pointer, long size) {
    return "invalid-access";
  }

  @Override
  public int shadowByte(long address) {
    return tags.peek(layout.untagged(address));
  }

  @Override
  public String meaning(int memoryTag) {
    return switch (memoryTag) {
      case Tags.INVALID -> "free, redzone, or not handed out";
      case Tags.MATCH_ALL -> "only for pointers that match all";
      default -> "memory tag " + Integer.toHexString(memoryTag & 0xFF);
    };
  }
}
