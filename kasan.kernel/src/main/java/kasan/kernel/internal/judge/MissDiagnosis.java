// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.scheme.Shadow;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.scheme.SchemeDescription;

/** Says why a bug was not reported, from what the shadow holds for its first bad byte. */
final class MissDiagnosis {
  private static final int MATCH_ALL = 0xFF;

  private final ByteOracle oracle;
  private final AddressLayout layout;

  MissDiagnosis(ByteOracle oracle, AddressLayout layout) {
    this.oracle = oracle;
    this.layout = layout;
  }

  /**
   * @param cpu that looked
   * @param pointer as the program has it, with its tag where pointers carry tags
   */
  MissReason of(
      StandingShadow standing, int cpu, long pointer, long bytes, ByteState truth, Look look) {
    Shadow shadow = standing.shadow();
    SchemeDescription traits = standing.traits();
    if (look == Look.NOWHERE) {
      return MissReason.NOT_CHECKED;
    }
    if (faultsAnyway(truth)) {
      return MissReason.FAULTS_ANYWAY;
    }
    if (traits.granuleBytes() == 0) {
      return MissReason.NOT_SAMPLED;
    }
    long address = layout.untagged(pointer);
    long bad = oracle.firstBad(address, bytes);
    long at = bad == -1 ? address : bad;
    boolean looked = look.at(address, bytes, at);
    if (traits.tagged()) {
      return truth == ByteState.FREED && layout.region(RegionKind.VMALLOC).contains(at)
          ? MissReason.FAULTS_ANYWAY
          : ofTags(standing, cpu, layout.tagOf(pointer), at, looked);
    }
    if (poisoned(shadow, traits.granuleBytes(), at)) {
      return overlooked(standing, cpu, looked);
    }
    return ofAccessible(shadow, traits, at, truth);
  }

  /** The shadow says that the byte is bad, and the check did not see it. */
  private static MissReason overlooked(StandingShadow standing, int cpu, boolean looked) {
    if (!looked) {
      return MissReason.INLINE_GRANULE;
    }
    return standing.anyStale(cpu) ? MissReason.STALE_TLB : MissReason.NOT_LOOKED;
  }

  private MissReason ofTags(StandingShadow standing, int cpu, int tag, long bad, boolean looked) {
    if (tag == MATCH_ALL) {
      return MissReason.MATCH_ALL;
    }
    if (standing.shadow().shadowByte(bad) != tag) {
      return overlooked(standing, cpu, looked);
    }
    return sharesGranule(standing.traits().granuleBytes(), bad)
        ? MissReason.PARTIAL_GRANULE
        : MissReason.SAME_TAG;
  }

  private MissReason ofAccessible(
      Shadow shadow, SchemeDescription traits, long bad, ByteState truth) {
    if (!traits.vmalloc() && layout.region(RegionKind.VMALLOC).contains(bad)) {
      return MissReason.NO_VMALLOC_SHADOW;
    }
    if (truth == ByteState.FREE_PAGE) {
      return MissReason.FREE_PAGE;
    }
    if (!traits.contiguous() && oracle.redzones().codeAt(bad) != 0) {
      return MissReason.NO_STACK_SHADOW;
    }
    return sharesGranule(traits.granuleBytes(), bad)
            && !nextUnpoisoned(shadow, traits.granuleBytes(), bad)
        ? MissReason.PARTIAL_GRANULE
        : MissReason.NOT_POISONED;
  }

  private static boolean faultsAnyway(ByteState truth) {
    return truth == ByteState.UNMAPPED
        || truth == ByteState.NULL_PAGE
        || truth == ByteState.USER
        || truth == ByteState.WILD;
  }

  private boolean sharesGranule(int granule, long bad) {
    long start = bad & -granule;
    return !oracle.stateOf(start).bug();
  }

  /** Whether the granule behind is bad as well and accessible: then sharing is not the reason. */
  private boolean nextUnpoisoned(Shadow shadow, int granule, long bad) {
    long next = (bad & -granule) + granule;
    return oracle.stateOf(next).bug() && !poisoned(shadow, granule, next);
  }

  private static boolean poisoned(Shadow shadow, int granule, long address) {
    int code = shadow.shadowByte(address);
    return code >= granule || (code > 0 && (address & (granule - 1)) >= code);
  }
}
