// SPDX-License-Identifier: Apache-2.0
/**
 * The memory management unit that shadow is reached through: page tables of any geometry, and for
 * each CPU a TLB that can be stale.
 *
 * <p>{@link kasan.kernel.internal.mmu.Mmu} is both together. Tables change at once and for all;
 * what a CPU sees changes only when its TLB forgets, which is the business of whoever changed them.
 */
@NullMarked
package kasan.kernel.internal.mmu;

import org.jspecify.annotations.NullMarked;
