// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.Collection;
import java.util.Set;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.MissReason;
import kasan.lab.internal.inventory.SchemeFacts;

/**
 * What a scheme says of itself that it cannot find, held against one byte; and what no scheme can
 * on a recording: slabs of which the trace does not tell every object are accessible as a whole, so
 * that nothing lies between the objects that are known.
 */
final class DesignedMisses {
  private static final Set<String> ANYWHERE =
      Set.of(
          MissReason.NOT_CHECKED.word(),
          MissReason.NOT_SAMPLED.word(),
          MissReason.NOT_POISONED.word(),
          MissReason.SAME_TAG.word(),
          MissReason.MATCH_ALL.word());

  private final AddressLayout layout;
  private final boolean everything;
  private final boolean freePages;
  private final boolean vmalloc;
  private final boolean recorded;
  private final boolean partial;
  private final boolean stacks;

  /**
   * @param rule how objects are laid out
   */
  DesignedMisses(
      SchemeFacts facts, Collection<String> misses, AddressLayout layout, LayoutRule rule) {
    this.layout = layout;
    this.everything = facts.granuleBytes() == 0 || misses.stream().anyMatch(ANYWHERE::contains);
    this.freePages = misses.contains(MissReason.FREE_PAGE.word());
    this.vmalloc = !facts.vmalloc() || misses.contains(MissReason.NO_VMALLOC_SHADOW.word());
    this.recorded = rule.layout().equals(LayoutRule.RECORDED);
    this.partial = !rule.own(facts) || misses.contains(MissReason.PARTIAL_GRANULE.word());
    this.stacks = misses.contains(MissReason.NO_STACK_SHADOW.word());
  }

  /** Whether it says that it misses a byte in this state. */
  boolean explain(ByteState state, long address) {
    return everything
        || faultsAnyway(state)
        || freePages && state == ByteState.FREE_PAGE
        || vmalloc && !layout.region(RegionKind.DIRECT_MAP).contains(address)
        || recorded && state == ByteState.REDZONE
        || partial && granuleMayBeShared(state)
        || stacks && (state == ByteState.REDZONE || state == ByteState.OUT_OF_SCOPE);
  }

  /** Nothing is there: the access faults, with or without a shadow that says so. */
  private static boolean faultsAnyway(ByteState state) {
    return state == ByteState.UNMAPPED
        || state == ByteState.NULL_PAGE
        || state == ByteState.USER
        || state == ByteState.WILD;
  }

  /** Objects lie closer together than the granule. */
  private static boolean granuleMayBeShared(ByteState state) {
    return state == ByteState.REDZONE
        || state == ByteState.FREED
        || state == ByteState.NEVER_ALLOCATED
        || state == ByteState.OUT_OF_SCOPE;
  }
}
