// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static kasan.lab.api.kernel.FrameLayout.REDZONE_BYTES;

import kasan.api.scheme.ShadowByte;
import kasan.kernel.internal.oracle.Redzones;

/**
 * Where redzones of allocas and variable-length arrays lie: 32 bytes to the left, and to the right
 * what rounds the array up to 32 bytes and 32 more ({@code __asan_alloca_poison} of
 * mm/kasan/generic.c).
 */
final class Allocas {
  private Allocas() {}

  /** Bytes that an alloca takes with its redzones. */
  static long withRedzones(long bytes) {
    return REDZONE_BYTES + roundUp(bytes) + REDZONE_BYTES;
  }

  /** Notes them as truth. */
  static void note(Redzones redzones, long address, long bytes) {
    redzones.set(address - REDZONE_BYTES, REDZONE_BYTES, ShadowByte.ALLOCA_LEFT);
    long end = roundUp(bytes) + REDZONE_BYTES;
    redzones.set(address + bytes, end - bytes, ShadowByte.ALLOCA_RIGHT);
  }

  private static long roundUp(long bytes) {
    return (bytes + REDZONE_BYTES - 1) / REDZONE_BYTES * REDZONE_BYTES;
  }
}
