// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static kasan.api.kernel.FrameLayout.REDZONE_BYTES;

import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import kasan.kernel.internal.judge.Redzones;

/**
 * Redzones of allocas and variable-length arrays: the compiler leaves room, the runtime poisons
 * ({@code __asan_alloca_poison}, {@code __asan_allocas_unpoison} of mm/kasan/generic.c).
 */
final class Allocas {
  private final Redzones redzones;

  Allocas(Redzones redzones) {
    this.redzones = redzones;
  }

  /** Bytes that an alloca takes with its redzones. */
  static long withRedzones(long bytes) {
    return REDZONE_BYTES + roundUp(bytes, REDZONE_BYTES) + REDZONE_BYTES;
  }

  /** Poisons what lies around an alloca. */
  void poison(int cpu, Shadow shadow, long granule, long address, long bytes) {
    long right = roundUp(bytes, granule);
    long padding = roundUp(bytes, REDZONE_BYTES) - right + REDZONE_BYTES;
    shadow.unpoison(cpu, address, bytes);
    shadow.poison(cpu, address - REDZONE_BYTES, REDZONE_BYTES, ShadowByte.ALLOCA_LEFT);
    shadow.poison(cpu, address + right, padding, ShadowByte.ALLOCA_RIGHT);
  }

  /** The same in truth. */
  void note(long address, long bytes) {
    redzones.set(address - REDZONE_BYTES, REDZONE_BYTES, ShadowByte.ALLOCA_LEFT);
    long end = roundUp(bytes, REDZONE_BYTES) + REDZONE_BYTES;
    redzones.set(address + bytes, end - bytes, ShadowByte.ALLOCA_RIGHT);
  }

  private static long roundUp(long bytes, long align) {
    return (bytes + align - 1) / align * align;
  }
}
