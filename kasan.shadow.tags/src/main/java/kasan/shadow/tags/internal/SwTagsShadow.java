// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowByte;
import kasan.api.scheme.ShadowSpace;
import kasan.generic.ContiguousShadow;
import kasan.generic.ShadowRegions;
import kasan.generic.VmallocShadow;

/**
 * Software tag-based KASAN.
 *
 * <p><b>Source.</b> Linux 6.12: mm/kasan/sw_tags.c, tags.c, common.c, shadow.c;
 * arch/arm64/mm/kasan_init.c; CONFIG_KASAN_VMALLOC on.
 *
 * <p><b>Memory.</b> R/16 for the direct map, mapped at boot page by page; 1/16 of the image; one
 * page for each 64 KiB of vmalloc space that holds an area; 32 bytes for each entry of the stack
 * ring. Objects are aligned to 16 bytes and have no redzones and no metadata: layout class {@code
 * tags}.
 *
 * <pre>
 *   check   tag of the pointer against the shadow byte of each granule it touches
 *           ff: kernel pointer, passes; 00 to fd: 254 tags; fe: memory of nobody
 * </pre>
 *
 * <p><b>Misses, by design.</b> One access in 254 through a wrong pointer, where tags happen to be
 * equal; what stays in the last granule of an object; pointers that match all; globals; allocas;
 * scopes that have ended. Freed objects are reused at once.
 *
 * <p><b>Not modelled.</b> Tags of stack variables derived from the frame's address: they are drawn
 * like all others. What the stack ring holds. Tags of executable mappings, which stay untagged.
 */
final class SwTagsShadow extends TaggedShadow {
  private final ContiguousShadow bytes;
  private final VmallocShadow vmalloc;
  private final long kernelStart;

  private SwTagsShadow(KernelView view, ContiguousShadow bytes, TagSource source, long stackRing) {
    super(view, new ShadowTags(bytes, view.memory()), source);
    this.bytes = bytes;
    this.vmalloc = new VmallocShadow(view, bytes, (byte) Tags.INVALID);
    this.kernelStart = layout.memoryOf(layout.region(RegionKind.SHADOW).start());
    takeStackRing(stackRing);
    populate();
    build();
    view.truth().forEachStack((address, size, estimated) -> buildStack(address, size));
  }

  /**
   * @param stackRing entries of the ring of stacks
   */
  static SwTagsShadow attach(KernelView view, TagSource source, long stackRing) {
    var bytes =
        new ContiguousShadow(
            view, Tags.GRANULE_SHIFT, view.arch().layout().shadowOffset(Tags.GRANULE_SHIFT));
    return new SwTagsShadow(view, bytes, source, stackRing);
  }

  private void populate() {
    ShadowSpace space = view.space();
    ShadowRegions.populateRest(view, bytes, space.sharedPage((byte) Tags.INVALID), false);
    for (PfnRange range : machine.ram()) {
      populate(
          machine.addressOf(range.first()), range.pages() << machine.pageShift(), FrameUse.STATIC);
    }
    view.truth().forEachFixed(this::populate);
  }

  private void populate(long address, long size, FrameUse use) {
    var pageByPage = new LeafPolicy(machine.pageShift(), false);
    bytes.populate(address, size, (byte) Tags.INVALID, use, pageByPage);
  }

  private void buildStack(long address, long size) {
    stackAllocated(BOOT_CPU, address, size);
    adopt(address, size, 1L << Tags.GRANULE_SHIFT);
  }

  @Override
  protected void buildArea(long address, long size, long requestedBytes, int tag) {
    vmallocMapped(BOOT_CPU, address, size, requestedBytes, tag);
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return vmallocMapped(cpu, address, size, requestedBytes, source.next(cpu));
  }

  private boolean vmallocMapped(int cpu, long address, long size, long requestedBytes, int tag) {
    if (!vmalloc.mapped(cpu, address, size, 0)) {
      return false;
    }
    tags.set(cpu, address, requestedBytes, tag);
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    vmalloc.unmapped(cpu, address, size);
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    vmalloc.purged(cpu, start, end);
  }

  /** A stack is reached through pointers that match all; only its variables get tags. */
  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    tags.set(cpu, address, size, Tags.MATCH_ALL);
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    // its pages, or its vmalloc area, become invalid as such
  }

  @Override
  protected boolean poisons(byte code) {
    return code == ShadowByte.STACK_LEFT
        || code == ShadowByte.STACK_MID
        || code == ShadowByte.STACK_RIGHT
        || super.poisons(code);
  }

  @Override
  public boolean check(int cpu, long pointer, long size, boolean write) {
    if (size == 0) {
      return true;
    }
    if (Long.compareUnsigned(pointer + size, pointer) < 0) {
      return false;
    }
    int tag = Tags.of(pointer);
    long address = layout.untagged(pointer);
    return tag == Tags.MATCH_ALL
        || (Long.compareUnsigned(address, kernelStart) >= 0
            && tags.matches(cpu, address, size, tag));
  }
}
