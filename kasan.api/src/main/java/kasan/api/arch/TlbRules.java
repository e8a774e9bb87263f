// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/**
 * What a TLB of this architecture may keep, and what it takes to make it forget. Start from {@link
 * #of}.
 *
 * @param entries how many translations one CPU keeps; a power of two
 * @param writeFaultRefreshes whether a write through a cached read-only entry, when the table says
 *     writable by now, faults once, drops the entry and succeeds on retry (a spurious fault);
 *     otherwise the permission change needs an invalidation to be seen
 * @param frameChangeNeedsBreak whether a live entry's frame may be changed only by making it
 *     invalid first and invalidating it everywhere (break-before-make)
 * @param broadcastInvalidate whether one instruction invalidates on all CPUs without an interrupt
 *     to each, rather than an IPI to each CPU
 * @param rangeFlushCeilingPages above how many pages a range flush becomes a full flush
 * @param invalidCached whether a TLB may keep that a page is not mapped, so that a page which is
 *     mapped later needs an invalidation on each CPU to be seen
 * @param newMappingsRefresh whether {@code flush_cache_vmap}, which the kernel calls when it has
 *     mapped something in vmalloc space, makes each CPU flush its TLB and try again at its next
 *     fault; otherwise it does nothing
 */
public record TlbRules(
    int entries,
    boolean writeFaultRefreshes,
    boolean frameChangeNeedsBreak,
    boolean broadcastInvalidate,
    int rangeFlushCeilingPages,
    boolean invalidCached,
    boolean newMappingsRefresh) {

  /** Checks that the number of entries is a power of two. */
  public TlbRules {
    if (Integer.bitCount(entries) != 1) {
      throw new IllegalArgumentException("TLB entries: " + entries);
    }
  }

  /**
   * A TLB that keeps no invalid entry, has no fault that refreshes it, and is flushed by an
   * interrupt to each CPU. What an architecture has beyond that is added.
   */
  public static TlbRules of(int entries, int rangeFlushCeilingPages) {
    return new TlbRules(entries, false, false, false, rangeFlushCeilingPages, false, false);
  }

  /** With {@link #writeFaultRefreshes}. */
  public TlbRules withWriteFaultRefresh() {
    return new TlbRules(
        entries,
        true,
        frameChangeNeedsBreak,
        broadcastInvalidate,
        rangeFlushCeilingPages,
        invalidCached,
        newMappingsRefresh);
  }

  /** With {@link #frameChangeNeedsBreak}. */
  public TlbRules withBreakBeforeMake() {
    return new TlbRules(
        entries,
        writeFaultRefreshes,
        true,
        broadcastInvalidate,
        rangeFlushCeilingPages,
        invalidCached,
        newMappingsRefresh);
  }

  /** With {@link #broadcastInvalidate}. */
  public TlbRules withBroadcast() {
    return new TlbRules(
        entries,
        writeFaultRefreshes,
        frameChangeNeedsBreak,
        true,
        rangeFlushCeilingPages,
        invalidCached,
        newMappingsRefresh);
  }

  /** With {@link #invalidCached}. */
  public TlbRules withInvalidCached() {
    return new TlbRules(
        entries,
        writeFaultRefreshes,
        frameChangeNeedsBreak,
        broadcastInvalidate,
        rangeFlushCeilingPages,
        true,
        newMappingsRefresh);
  }

  /** With {@link #newMappingsRefresh}. */
  public TlbRules withNewMappingsRefresh() {
    return new TlbRules(
        entries,
        writeFaultRefreshes,
        frameChangeNeedsBreak,
        broadcastInvalidate,
        rangeFlushCeilingPages,
        invalidCached,
        true);
  }
}
