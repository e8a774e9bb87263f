// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.memory.SlabCache;
import kasan.api.scheme.Shadow;
import org.jspecify.annotations.Nullable;

/**
 * A shadow as the kernel, its compiled code and the laboratory call it: each call goes through the
 * wall, and answers as if there were no shadow once that one was set aside.
 */
final class WalledShadow implements Shadow {
  private final Attachment to;

  WalledShadow(Attachment to) {
    this.to = to;
  }

  private long call(ShadowCall call, int cpu, long a, long b, long c) {
    return to.call(call, cpu, a, b, c, ShadowCall.NO_CACHE);
  }

  private boolean isYes(ShadowCall call, int cpu, long a, long b, long c) {
    return call(call, cpu, a, b, c) != 0;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    call(ShadowCall.PAGES_ALLOCATED, cpu, pfn, order, 0);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    call(ShadowCall.PAGES_FREED, cpu, pfn, order, 0);
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    call(ShadowCall.RUN_ALLOCATED, cpu, pfn, order, blocks);
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    call(ShadowCall.RUN_FREED, cpu, pfn, order, blocks);
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    return to.call(ShadowCall.SLAB_ALLOCATED, cpu, pfn, order, 0, cache) != 0;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    call(ShadowCall.SLAB_FREED, cpu, pfn, order, 0);
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    to.call(ShadowCall.OBJECT_ALLOCATED, cpu, address, requestedBytes, 0, cache);
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    to.call(ShadowCall.OBJECT_FREED, cpu, address, 0, 0, cache);
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    return isYes(ShadowCall.LARGE_ALLOCATED, cpu, pfn, order, requestedBytes);
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    call(ShadowCall.LARGE_FREED, cpu, pfn, order, 0);
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long bytes) {
    return isYes(ShadowCall.STACK_ALLOCATED, cpu, address, bytes, 0);
  }

  @Override
  public void stackFreed(int cpu, long address, long bytes) {
    call(ShadowCall.STACK_FREED, cpu, address, bytes, 0);
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    return isYes(ShadowCall.VMALLOC_MAPPED, cpu, address, bytes, requestedBytes);
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long bytes) {
    call(ShadowCall.VMALLOC_UNMAPPED, cpu, address, bytes, 0);
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    call(ShadowCall.VMALLOC_PURGED, cpu, start, end, 0);
  }

  @Override
  public void poison(int cpu, long address, long bytes, byte code) {
    call(ShadowCall.POISON, cpu, address, bytes, code);
  }

  @Override
  public void unpoison(int cpu, long address, long bytes) {
    call(ShadowCall.UNPOISON, cpu, address, bytes, 0);
  }

  @Override
  public long tagged(int cpu, long address) {
    return call(ShadowCall.TAGGED, cpu, address, 0, 0);
  }

  @Override
  public boolean check(int cpu, long address, long bytes, boolean write) {
    return isYes(ShadowCall.CHECK, cpu, address, bytes, write ? 1 : 0);
  }

  @Override
  public boolean confirm(int cpu, long address, long bytes, boolean write) {
    return isYes(ShadowCall.CONFIRM, cpu, address, bytes, write ? 1 : 0);
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    return isYes(ShadowCall.BYTE_ACCESSIBLE, cpu, address, 0, 0);
  }

  @Override
  public int shadowByte(long address) {
    return (int) call(ShadowCall.SHADOW_BYTE, 0, address, 0, 0);
  }

  @Override
  public String meaning(int shadowByte) {
    String words = to.ask(shadow -> shadow.meaning(shadowByte));
    return words == null ? "no shadow" : words;
  }

  @Override
  public @Nullable String bugClass(long address, long bytes) {
    return to.ask(shadow -> shadow.bugClass(address, bytes));
  }
}
