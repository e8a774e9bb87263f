// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

/** What the page tables and TLBs of one shadow were asked to do; counted as it happens. */
public final class MmuWork {
  /** Pages mapped one by one. */
  public long maps;

  /** Pages unmapped one by one. */
  public long unmaps;

  /** Page-table entries written. */
  public long tableWrites;

  /** TLB misses. */
  public long tableWalks;

  /** Write faults on entries that were writable by then. */
  public long spuriousFaults;

  /** Whole flushes of the executing CPU after a map. */
  public long mapFlushes;

  /** Whole flushes of the executing CPU before a failed check is repeated. */
  public long recheckFlushes;

  /** Range flushes on all CPUs. */
  public long globalFlushes;

  /** Flushes that other CPUs were interrupted for. */
  public long remoteFlushes;

  /** Live entries that were made invalid before they could lead to another frame. */
  public long breaks;
}
