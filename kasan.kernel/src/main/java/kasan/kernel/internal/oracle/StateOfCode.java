// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import kasan.api.scheme.ShadowByte;
import kasan.lab.api.kernel.ByteState;

/** What is true of bytes that compiled code has poisoned. */
final class StateOfCode {
  private StateOfCode() {}

  static ByteState of(byte code) {
    return code == ShadowByte.VMALLOC_INVALID ? ByteState.OUT_OF_SCOPE : ByteState.REDZONE;
  }
}
