// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

import java.util.Set;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.internal.run.plan.LayoutRule;

/**
 * What a scheme says of itself that it cannot find, held against one byte; and what no scheme can
 * on a recording: slabs of which the trace does not tell every object are accessible as a whole, so
 * that nothing lies between the objects that are known.
 */
final class DesignedMisses {
  private static final Set<MissReason> ANYWHERE =
      Set.of(
          MissReason.NOT_CHECKED,
          MissReason.NOT_SAMPLED,
          MissReason.NOT_POISONED,
          MissReason.SAME_TAG,
          MissReason.MATCH_ALL);

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
  DesignedMisses(SchemeDescription scheme, AddressLayout layout, LayoutRule rule) {
    Set<MissReason> misses = scheme.misses();
    this.layout = layout;
    this.everything = scheme.granuleBytes() == 0 || misses.stream().anyMatch(ANYWHERE::contains);
    this.freePages = misses.contains(MissReason.FREE_PAGE);
    this.vmalloc = !scheme.vmalloc() || misses.contains(MissReason.NO_VMALLOC_SHADOW);
    this.recorded = rule.recorded();
    this.partial = !rule.own(scheme) || misses.contains(MissReason.PARTIAL_GRANULE);
    this.stacks = misses.contains(MissReason.NO_STACK_SHADOW);
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
