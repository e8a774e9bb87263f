// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import java.util.EnumMap;
import kasan.api.arch.CostTable;
import kasan.api.arch.CostedWork;

/** What operations cost on arm64, in instructions or, where hardware waits, their equivalent. */
final class Arm64Costs {
  private Arm64Costs() {}

  static CostTable table() {
    var costs = new EnumMap<CostedWork, Long>(CostedWork.class);
    // lsr, mov and movk of the offset, ldrb, cbnz: what gcc 12 emits for 8 bytes
    costs.put(CostedWork.INLINE_CHECK, 5L);
    // bl, frame with return address signed, wrap and range tests, ret
    costs.put(CostedWork.OUTLINE_CALL, 18L);
    costs.put(CostedWork.SHADOW_LOAD, 4L);
    costs.put(CostedWork.SHADOW_STORE, 20L);
    costs.put(CostedWork.SHADOW_FILL_WORD, 1L);
    // walk, lock, test, set, dsb, unlock
    costs.put(CostedWork.TABLE_WRITE, 70L);
    costs.put(CostedWork.FRAME_TAKE, 700L);
    costs.put(CostedWork.FRAME_GIVE, 250L);
    // dsb, tlbi, and the wait of dsb and isb for its completion
    costs.put(CostedWork.LOCAL_FLUSH, 300L);
    // no interrupt: a tlbi reaches all CPUs, and the wait for them is in the flush itself
    costs.put(CostedWork.REMOTE_FLUSH, 0L);
    costs.put(CostedWork.TABLE_WALK, 30L);
    costs.put(CostedWork.SPURIOUS_FAULT, 1000L);
    return new CostTable(
        "estimates by counting instructions of the paths in Linux 6.12; waits of hardware as the "
            + "instructions a core would have done meanwhile; a broadcast invalidation costs the "
            + "sender only",
        costs);
  }
}
