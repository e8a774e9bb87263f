// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/**
 * The check that compilers emit in place, as gcc 12 does for x86-64 and aarch64.
 *
 * <pre>
 *   less than a granule   s != 0 and (a &amp; mask) + size - 1 &gt;= s    one shadow byte, that of the first
 *   whole granules        s != 0                                 as many shadow bytes as granules
 *   any other size        byte test at the first and at the last byte
 *   under-aligned         byte test at the first and at the last byte
 * </pre>
 *
 * <p>A test that fails goes straight to the report entry, which may think better of it. A load of
 * shadow that is not there faults, and the kernel says what the access was after.
 */
final class InlineCheck implements AccessCheck {
  private static final long LARGEST_TYPE_BYTES = 16;

  private final Shadow shadow;
  private final ShadowWindow window;
  private final Look first = this::atFirst;
  private final Look ends = this::atEnds;

  InlineCheck(Shadow shadow, ShadowWindow window) {
    this.shadow = shadow;
    this.window = window;
  }

  @Override
  public boolean passesAtOnce(int cpu, long address, long bytes) {
    return bytes <= window.granule()
        && Long.bitCount(bytes) == 1
        && window.isZeroAtOnce(cpu, address);
  }

  @Override
  public Verdict check(int cpu, long address, long bytes, boolean write) {
    try {
      if (passes(cpu, address, bytes)) {
        return Verdict.PASSED;
      }
    } catch (ShadowFaultException e) {
      return Verdict.FAULTED;
    }
    return confirm(cpu, address, bytes, write);
  }

  private boolean passes(int cpu, long address, long bytes) {
    if (!typeSize(bytes)) {
      return endsPass(cpu, address, bytes);
    }
    if (bytes < window.granule()) {
      return partPasses(cpu, address, bytes);
    }
    return bytes == window.granule()
        ? window.load(cpu, address) == 0
        : !window.anyNonZero(cpu, address, window.granules(bytes));
  }

  @Override
  public Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write) {
    try {
      if (endsPass(cpu, address, bytes)) {
        return Verdict.PASSED;
      }
    } catch (ShadowFaultException e) {
      return Verdict.FAULTED;
    }
    return confirm(cpu, address, bytes, write);
  }

  private boolean endsPass(int cpu, long address, long bytes) {
    return bytes == 0 || (partPasses(cpu, address, 1) && partPasses(cpu, address + bytes - 1, 1));
  }

  private boolean partPasses(int cpu, long address, long bytes) {
    byte value = window.load(cpu, address);
    return value == 0 || window.inGranule(address) + bytes - 1 < value;
  }

  private Verdict confirm(int cpu, long address, long bytes, boolean write) {
    try {
      return shadow.confirm(cpu, address, bytes, write) ? Verdict.REPORTED : Verdict.PASSED;
    } catch (ShadowFaultException e) {
      return Verdict.FAULTED;
    }
  }

  /** Sizes of types that have a test of their own. */
  private static boolean typeSize(long bytes) {
    return bytes > 0 && bytes <= LARGEST_TYPE_BYTES && Long.bitCount(bytes) == 1;
  }

  @Override
  public Look look() {
    return first;
  }

  @Override
  public Look underAlignedLook() {
    return ends;
  }

  private boolean atFirst(long address, long bytes, long bad) {
    if (!typeSize(bytes)) {
      return atEnds(address, bytes, bad);
    }
    long granules = Math.max(1, bytes / window.granule());
    return window.shadowOf(bad) - window.shadowOf(address) < granules;
  }

  /** The first byte alone, and the last with those before it in its granule. */
  private boolean atEnds(long address, long bytes, long bad) {
    return bad == address || window.shadowOf(bad) == window.shadowOf(address + bytes - 1);
  }
}
