// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.scheme.ShadowMemory;

/** The bytes of a shadow as loads and stores of compiled code reach them. */
public interface CodeMemory extends ShadowMemory {
  /**
   * Loads the byte at an address if it is 0 and where it lies is known.
   *
   * @return false where it is another or takes a look at the TLB; then nothing was loaded
   */
  boolean isZeroAtOnce(int cpu, long address);
}
