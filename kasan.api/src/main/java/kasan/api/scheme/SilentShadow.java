// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import kasan.api.memory.SlabCache;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A shadow that takes notice of nothing: keeps no byte, and lets every access pass. What a kernel
 * without KASAN has; and a start for schemes that watch only some of what a kernel does.
 */
@ConsumerType
public class SilentShadow implements Shadow {
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
    return "no shadow";
  }
}
