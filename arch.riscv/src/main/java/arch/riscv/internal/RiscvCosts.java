// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import java.util.EnumMap;
import kasan.api.arch.CostTable;
import kasan.api.arch.CostedWork;

/** What operations cost on RISC-V, in instructions or, where hardware waits, their equivalent. */
final class RiscvCosts {
  private RiscvCosts() {}

  static CostTable table() {
    var costs = new EnumMap<CostedWork, Long>(CostedWork.class);
    // li, addi, slli for the offset; srli, add, lbu, bne: what gcc 12 emits for 8 bytes
    costs.put(CostedWork.INLINE_CHECK, 7L);
    // auipc and jalr, frame, wrap and range tests, offset, return of __asan_loadN_noabort
    costs.put(CostedWork.OUTLINE_CALL, 22L);
    costs.put(CostedWork.SHADOW_LOAD, 6L);
    costs.put(CostedWork.SHADOW_STORE, 22L);
    costs.put(CostedWork.SHADOW_FILL_WORD, 1L);
    // walk, lock, test, set, unlock; no fence
    costs.put(CostedWork.TABLE_WRITE, 60L);
    costs.put(CostedWork.FRAME_TAKE, 700L);
    costs.put(CostedWork.FRAME_GIVE, 250L);
    // sfence.vma of everything, and what was ordered before it
    costs.put(CostedWork.LOCAL_FLUSH, 300L);
    // ecall, a software interrupt for the hart, its trap into machine mode, sfence.vma, wait
    costs.put(CostedWork.REMOTE_FLUSH, 5000L);
    costs.put(CostedWork.TABLE_WALK, 30L);
    // trap, new_vmalloc_check, sret; the sfence.vma in it is a local flush
    costs.put(CostedWork.SPURIOUS_FAULT, 250L);
    return new CostTable(
        "estimates by counting instructions that gcc 12 emits and of the paths in Linux 6.12; waits"
            + " of hardware as the instructions a hart would have done meanwhile; other harts are"
            + " fenced through the firmware (SBI)",
        costs);
  }
}
