// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.memory.SlabCache;
import kasan.api.scheme.Shadow;

/** A shadow that hears nothing and says nothing; stands in for one that was set aside. */
final class Deaf implements Shadow {
  static final Shadow SHADOW = new Deaf();

  private Deaf() {}

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {}

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {}

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    return true;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {}

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {}

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {}

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    return true;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {}

  @Override
  public boolean stackAllocated(int cpu, long address, long bytes) {
    return true;
  }

  @Override
  public void stackFreed(int cpu, long address, long bytes) {}

  @Override
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    return true;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long bytes) {}

  @Override
  public void vmallocPurged(int cpu, long start, long end) {}

  @Override
  public void poison(int cpu, long address, long bytes, byte code) {}

  @Override
  public void unpoison(int cpu, long address, long bytes) {}

  @Override
  public boolean check(int cpu, long address, long bytes, boolean write) {
    return true;
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    return true;
  }

  @Override
  public int shadowByte(long address) {
    return -1;
  }

  @Override
  public String meaning(int shadowByte) {
    return "nothing";
  }
}
