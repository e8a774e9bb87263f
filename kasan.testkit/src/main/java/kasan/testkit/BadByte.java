// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import kasan.lab.api.kernel.ByteState;

/**
 * A byte that a program touches and must not.
 *
 * @param truth why not
 * @param address of the byte, without tag
 * @param used what the program's pointer belongs to, in use or freed
 */
public record BadByte(ByteState truth, long address, Allocation used) {
  /** How far it lies from the start of what the pointer belongs to. */
  public long offset() {
    return address - used.address();
  }
}
