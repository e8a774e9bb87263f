// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/**
 * A call of the runtime before each access ({@code __asan_loadN_noabort}): the shadow judges all of
 * it. Where the address has no shadow mapped, the runtime itself faults.
 */
final class OutlineCheck implements AccessCheck {
  private final Shadow shadow;

  OutlineCheck(Shadow shadow) {
    this.shadow = shadow;
  }

  @Override
  public Verdict check(int cpu, long address, long bytes, boolean write) {
    return check(shadow, cpu, address, bytes, write);
  }

  /** The runtime check. */
  static Verdict check(Shadow shadow, int cpu, long address, long bytes, boolean write) {
    try {
      return shadow.check(cpu, address, bytes, write) ? Verdict.PASSED : Verdict.REPORTED;
    } catch (ShadowFaultException e) {
      return Verdict.FAULTED;
    }
  }

  @Override
  public Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write) {
    return check(cpu, address, bytes, write);
  }

  @Override
  public Look look() {
    return Look.EVERYWHERE;
  }

  @Override
  public Look underAlignedLook() {
    return Look.EVERYWHERE;
  }
}
