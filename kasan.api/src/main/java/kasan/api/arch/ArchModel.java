// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/**
 * All facts about one architecture with its options chosen.
 *
 * @param name as in {@link ArchInfo#name()}
 * @param layout which addresses mean what
 * @param geometry shape of the page tables
 * @param tlb what a TLB may keep and what it takes to make it forget
 * @param costs what operations cost, in instructions
 */
public record ArchModel(
    String name, AddressLayout layout, PageTableGeometry geometry, TlbRules tlb, CostTable costs) {}
