// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import java.util.Arrays;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.scheme.KernelView;

/**
 * Hardware tag-based KASAN on the Memory Tagging Extension, synchronous mode.
 *
 * <p><b>Source.</b> Linux 6.12: mm/kasan/hw_tags.c, tags.c, common.c; asm/mte-def.h;
 * Documentation/dev-tools/kasan.rst.
 *
 * <p><b>Memory.</b> R/32 of tag storage; 32 bytes for each entry of the stack ring, if there is
 * one. No image, no vmalloc shadow. Objects are aligned to 16 bytes: layout class {@code tags}.
 *
 * <pre>
 *   tag storage   one byte for 32 bytes of RAM: [e|3] the upper granule invalid, the lower tag f3
 *   check         by hardware on every access; no compiled check, no instruction
 * </pre>
 *
 * <p><b>Misses, by design.</b> One access in 14 through a wrong pointer, where tags happen to be
 * equal; what stays in the last granule of an object; pointers that match all, and all whose lower
 * half of the tag is 0xF; stack, globals; pages that sampling left out; with {@code write-only} all
 * reads. Memory outside direct map and vmalloc is not tagged.
 *
 * <p><b>Not modelled.</b> Asynchronous and asymmetric modes: they notice the same accesses later
 * and cannot say where. That checking ends with the first report. Pages of user space, which the
 * kernel leaves untagged.
 */
final class HwTagsShadow extends TaggedShadow {
  /** What can be chosen. */
  record Behaviour(
      int pageSample,
      int pageSampleOrder,
      boolean vmalloc,
      boolean writeOnly,
      long stackRing,
      long seed) {}

  private static final int COMPARED_BITS = 15;

  private final Behaviour behaviour;
  private final VmallocTags areas = new VmallocTags();
  private final Region directMap;
  private final Region vmallocSpace;

  /** For each CPU how many page allocations sampling still leaves out. */
  private final int[] skip;

  HwTagsShadow(KernelView view, Behaviour behaviour) {
    super(view, new TagStorage(view), TagSource.hardware(view.machine().cpus(), behaviour.seed()));
    this.behaviour = behaviour;
    this.directMap = layout.region(RegionKind.DIRECT_MAP);
    this.vmallocSpace = layout.region(RegionKind.VMALLOC);
    this.skip = new int[machine.cpus()];
    Arrays.fill(skip, behaviour.pageSample() - 1);
    takeStackRing(behaviour.stackRing());
    build();
  }

  @Override
  protected void buildArea(long address, long size, long requestedBytes, int tag) {
    if (behaviour.vmalloc() && tag != Tags.MATCH_ALL) {
      areas.add(address, requestedBytes, tag);
    }
  }

  /** Small allocations are tagged always, others as sampling has it. */
  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    if (order < behaviour.pageSampleOrder() || sampled(cpu)) {
      super.pagesAllocated(cpu, pfn, order);
    }
  }

  private boolean sampled(int cpu) {
    if (--skip[cpu] >= 0) {
      return false;
    }
    skip[cpu] = behaviour.pageSample() - 1;
    return true;
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    if (behaviour.vmalloc()) {
      areas.add(address, requestedBytes, source.next(cpu));
    }
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long size) {
    areas.remove(address);
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    // an area's tag goes when it is unmapped
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long size) {
    // stacks have no tags
  }

  @Override
  public void unpoison(int cpu, long pointer, long size) {
    if (directMap.contains(layout.untagged(pointer))) {
      super.unpoison(cpu, pointer, size);
    }
  }

  @Override
  public long tagged(int cpu, long address) {
    if (vmallocSpace.contains(address)) {
      int tag = areas.at(address);
      return Tags.with(address, tag == Tags.INVALID ? Tags.MATCH_ALL : tag);
    }
    return super.tagged(cpu, address);
  }

  @Override
  public boolean check(int cpu, long pointer, long size, boolean write) {
    if (size == 0 || (behaviour.writeOnly() && !write)) {
      return true;
    }
    int tag = Tags.of(pointer);
    long address = layout.untagged(pointer);
    if ((tag & COMPARED_BITS) == COMPARED_BITS) {
      return true;
    }
    if (vmallocSpace.contains(address)) {
      return areas.matches(address, size, tag);
    }
    return !directMap.contains(address) || tags.matches(cpu, address, size, tag);
  }

  @Override
  public int shadowByte(long pointer) {
    long address = layout.untagged(pointer);
    return vmallocSpace.contains(address) ? areas.at(address) : super.shadowByte(address);
  }
}
