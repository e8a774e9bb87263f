// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/**
 * What a TLB of this architecture may keep, and what it takes to make it forget.
 *
 * @param entries how many translations one CPU keeps; a power of two
 * @param writeFaultRefreshes whether a write through a cached read-only entry, when the table says
 *     writable by now, faults once, drops the entry and succeeds on retry (x86: spurious fault);
 *     otherwise the permission change needs an invalidation to be seen
 * @param frameChangeNeedsBreak whether a live entry's frame may be changed only by making it
 *     invalid first and invalidating it everywhere (arm64: break-before-make)
 * @param broadcastInvalidate whether one instruction invalidates on all CPUs without an interrupt
 *     to each (arm64), rather than an IPI to each CPU (x86)
 * @param rangeFlushCeilingPages above how many pages a range flush becomes a full flush
 */
public record TlbRules(
    int entries,
    boolean writeFaultRefreshes,
    boolean frameChangeNeedsBreak,
    boolean broadcastInvalidate,
    int rangeFlushCeilingPages) {

  /** Checks that the number of entries is a power of two. */
  public TlbRules {
    if (Integer.bitCount(entries) != 1) {
      throw new IllegalArgumentException("TLB entries: " + entries);
    }
  }
}
