// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

/**
 * Called while an entry is invalid because its frame is being changed on an architecture that
 * demands it (break-before-make): the moment in which any other CPU that touches the page faults.
 */
@FunctionalInterface
public interface BreakHook {
  /** Nobody touches the page meanwhile. */
  BreakHook QUIET = (cpu, address) -> {};

  /**
   * @param cpu who changes the entry
   * @param address the page
   */
  void broken(int cpu, long address);
}
