// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

/** Hears of vmalloc areas, in the order of {@link kasan.api.scheme.Shadow}. */
public interface VmallocListener {
  /**
   * An area was mapped.
   *
   * @param bytes whole pages, without the guard page
   * @return false to refuse it for want of memory; it is taken back then
   */
  boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes);

  /** An area was unmapped; its addresses are not yet reused. */
  void vmallocUnmapped(int cpu, long address, long bytes);

  /** Unmapped areas between {@code start} and {@code end} may be reused from now on. */
  void vmallocPurged(int cpu, long start, long end);
}
