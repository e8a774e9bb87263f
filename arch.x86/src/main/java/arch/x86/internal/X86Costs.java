// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

import java.util.EnumMap;
import kasan.api.arch.CostTable;
import kasan.api.arch.CostedWork;

/** What operations cost on x86-64, in instructions or, where hardware waits, their equivalent. */
final class X86Costs {
  private X86Costs() {}

  static CostTable table() {
    var costs = new EnumMap<CostedWork, Long>(CostedWork.class);
    // movabs, mov, shr, cmpb, jne: what gcc 12 emits for 8 bytes
    costs.put(CostedWork.INLINE_CHECK, 5L);
    // call, frame, wrap and range tests, return of __asan_loadN_noabort
    costs.put(CostedWork.OUTLINE_CALL, 18L);
    costs.put(CostedWork.SHADOW_LOAD, 4L);
    costs.put(CostedWork.SHADOW_STORE, 20L);
    costs.put(CostedWork.SHADOW_FILL_WORD, 1L);
    // four-level walk, lock, test, set, unlock
    costs.put(CostedWork.TABLE_WRITE, 60L);
    costs.put(CostedWork.FRAME_TAKE, 700L);
    costs.put(CostedWork.FRAME_GIVE, 250L);
    // two CR4 writes, each serialising
    costs.put(CostedWork.LOCAL_FLUSH, 400L);
    // interrupt, entry, flush, acknowledgement, wait of the sender
    costs.put(CostedWork.REMOTE_FLUSH, 4000L);
    costs.put(CostedWork.TABLE_WALK, 30L);
    costs.put(CostedWork.SPURIOUS_FAULT, 1200L);
    return new CostTable(
        "estimates by counting instructions of the paths in Linux 6.12; waits of hardware as the "
            + "instructions a core would have done meanwhile",
        costs);
  }
}
