// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.arch.AddressLayout;

/**
 * Addresses as the machine sees them: a tag in the top bits is replaced by copies of the bit below.
 */
final class Untagged {
  private static final int ADDRESS_BITS = 64;

  private Untagged() {}

  static long of(AddressLayout layout, long address) {
    int tagBits = ADDRESS_BITS - layout.tagShift();
    return address << tagBits >> tagBits;
  }
}
