// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.kernel.ByteState;
import kasan.api.kernel.MissReason;
import kasan.api.kernel.SchemeTraits;
import kasan.api.scheme.Shadow;

/** Says why a bug was not reported, from what the shadow holds for its first bad byte. */
final class MissDiagnosis {
  private final ByteOracle oracle;
  private final AddressLayout layout;

  MissDiagnosis(ByteOracle oracle, AddressLayout layout) {
    this.oracle = oracle;
    this.layout = layout;
  }

  MissReason of(
      Shadow shadow, SchemeTraits traits, long address, long bytes, ByteState truth, Look look) {
    if (look == Look.NOWHERE) {
      return MissReason.NOT_CHECKED;
    }
    if (traits.granuleBytes() == 0) {
      return MissReason.NOT_SAMPLED;
    }
    if (faultsAnyway(truth)) {
      return MissReason.FAULTS_ANYWAY;
    }
    long bad = oracle.firstBad(address, bytes);
    long at = bad == -1 ? address : bad;
    if (poisoned(shadow, traits.granuleBytes(), at)) {
      return look.at(address, bytes, at) ? MissReason.STALE_TLB : MissReason.INLINE_GRANULE;
    }
    return ofAccessible(traits, at, truth);
  }

  private MissReason ofAccessible(SchemeTraits traits, long bad, ByteState truth) {
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

  private static boolean poisoned(Shadow shadow, int granule, long address) {
    int code = shadow.shadowByte(address);
    return code >= granule || (code > 0 && (address & (granule - 1)) >= code);
  }
}
