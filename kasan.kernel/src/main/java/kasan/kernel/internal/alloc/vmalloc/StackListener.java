// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

/** Hears of task stacks; their pages or their vmalloc area were announced before. */
public interface StackListener {
  /**
   * A task stack was set up.
   *
   * @return false to refuse it for want of memory; it is taken back then
   */
  boolean stackAllocated(int cpu, long address, long bytes);

  /** A task stack was torn down. */
  void stackFreed(int cpu, long address, long bytes);
}
