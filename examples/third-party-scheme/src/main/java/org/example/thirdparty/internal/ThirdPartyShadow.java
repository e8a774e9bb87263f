// SPDX-License-Identifier: Apache-2.0
package org.example.thirdparty.internal;

import kasan.api.arch.AddressLayout;
import kasan.generic.StaticShadow;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;

/**
 * The algorithm: a byte for 8 bytes of all RAM, as generic KASAN has it, that leaves small blocks of
 * pages as they are when they are freed.
 *
 * <p><b>Memory.</b> R/8, from boot on.
 *
 * <p><b>Misses.</b> Uses of pages that were freed in blocks below the least order.
 *
 * <pre>
 *   freed, order 0   [ 00 ]                stays as it was: nothing is stored
 *   freed, order 1   [ FF ][ FF ]          a use is found
 * </pre>
 */
final class ThirdPartyShadow extends StaticShadow {
  private static final int LARGEST_LEAF_SHIFT = 21; // 2 MiB

  private final int leastOrder;

  ThirdPartyShadow(KernelView view, int leastOrder) {
    super(view, AddressLayout.GENERIC_SCALE_SHIFT, new LeafPolicy(LARGEST_LEAF_SHIFT, true));
    this.leastOrder = leastOrder;
    build(); // from what the kernel holds now: a boot and a swap are the same to a scheme
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    if (order >= leastOrder) {
      super.pagesFreed(cpu, pfn, order);
    }
  }
}
