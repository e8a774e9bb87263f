// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/** Code that was compiled without instrumentation. */
final class NoCheck implements AccessCheck {
  @Override
  public Verdict check(int cpu, long address, long bytes, boolean write) {
    return Verdict.PASSED;
  }

  @Override
  public Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write) {
    return Verdict.PASSED;
  }

  @Override
  public Look look() {
    return Look.NOWHERE;
  }

  @Override
  public Look underAlignedLook() {
    return Look.NOWHERE;
  }
}
