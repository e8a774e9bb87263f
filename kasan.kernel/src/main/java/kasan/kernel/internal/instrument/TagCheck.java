// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.arch.AddressLayout;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/**
 * The check that clang emits in place for tagged pointers: the tag of the first byte's granule
 * against that of the pointer, then whether the pointer's tag matches all. Sizes that are no power
 * of two, and types that may lie anywhere, are left to the runtime.
 */
final class TagCheck implements AccessCheck {
  private static final int MATCH_ALL = 0xFF;
  private static final long LARGEST_TYPE_BYTES = 16;

  private final Shadow shadow;
  private final ShadowWindow window;
  private final AddressLayout layout;
  private final Look first = this::atFirst;

  TagCheck(Shadow shadow, ShadowWindow window, AddressLayout layout) {
    this.shadow = shadow;
    this.window = window;
    this.layout = layout;
  }

  @Override
  public Verdict check(int cpu, long address, long bytes, boolean write) {
    if (!typeSize(bytes)) {
      return OutlineCheck.check(shadow, cpu, address, bytes, write);
    }
    int tag = layout.tagOf(address);
    try {
      int memory = window.load(cpu, layout.untagged(address)) & MATCH_ALL;
      if (memory == tag || tag == MATCH_ALL) {
        return Verdict.PASSED;
      }
      return shadow.confirm(cpu, address, bytes, write) ? Verdict.REPORTED : Verdict.PASSED;
    } catch (ShadowFaultException e) {
      return Verdict.FAULTED;
    }
  }

  @Override
  public Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write) {
    return OutlineCheck.check(shadow, cpu, address, bytes, write);
  }

  private static boolean typeSize(long bytes) {
    return bytes > 0 && bytes <= LARGEST_TYPE_BYTES && Long.bitCount(bytes) == 1;
  }

  private boolean atFirst(long address, long bytes, long bad) {
    return !typeSize(bytes) || window.shadowOf(address) == window.shadowOf(bad);
  }

  @Override
  public Look look() {
    return first;
  }

  @Override
  public Look underAlignedLook() {
    return Look.EVERYWHERE;
  }
}
