// SPDX-License-Identifier: Apache-2.0
/**
 * The 64-bit RISC-V architecture as the modelled kernel sees it: {@link
 * arch.riscv.internal.PagingMode} has what Sv39, Sv48 and Sv57 differ in, {@link
 * arch.riscv.internal.RiscvLayout} derives the address layout of each.
 */
@NullMarked
package arch.riscv.internal;

import org.jspecify.annotations.NullMarked;
