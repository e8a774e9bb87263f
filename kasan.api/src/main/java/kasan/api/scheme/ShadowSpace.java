// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import kasan.api.memory.FrameUse;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Page tables and TLBs of the shadow, as the architecture has them.
 *
 * <p>Addresses are shadow addresses. Ranges are {@code start} inclusive to {@code end} exclusive,
 * and rounded out to pages. Frames come from the kernel the shadow is attached to and are charged
 * by use; tables are charged as {@link FrameUse#TABLE}. No operation flushes a TLB on its own: a
 * CPU keeps what it has cached until it is flushed or the entry is evicted, and that is the
 * scheme's business.
 */
@ProviderType
public interface ShadowSpace {
  /**
   * Reserves kernel virtual addresses for a shadow of its own, outside the architecture's shadow
   * region; nothing is mapped yet.
   *
   * @param what for listings
   * @return first address
   */
  long reserve(String what, long bytes, long alignBytes);

  /** The shared read-only page of this value; the same one for the same value. */
  SharedPage sharedPage(byte value);

  /**
   * Maps a range to a shared page.
   *
   * @param privateTables whether the range gets tables of its own down to single pages, so that one
   *     page can be replaced later, rather than the shared chain of tables
   * @throws OutOfFramesException when tables cannot be had
   */
  void populateShared(long start, long end, SharedPage page, boolean privateTables);

  /**
   * Maps a range to frames of its own, each byte {@code value}. Pages of the range that are real
   * already keep their contents.
   *
   * @throws OutOfFramesException when frames or tables cannot be had
   */
  void populate(long start, long end, byte value, FrameUse use, LeafPolicy leaves);

  /** What the page tables say about the page of this shadow address. */
  MappingState stateOf(long address);

  /**
   * The first page of a range, rounded out to pages, that is {@link MappingState#REAL}.
   *
   * @return its address; {@code end} when there is none
   */
  long nextReal(long start, long end);

  /**
   * Gives one page a writable frame of its own, each byte {@code value}, in place of a shared page
   * or of nothing. Counted as a map.
   *
   * @return false when no frame can be had; nothing has changed then
   */
  boolean map(int cpu, long address, byte value, FrameUse use);

  /**
   * Takes the frame of one real page out of the tables and puts a shared page in its place. Counted
   * as an unmap. The frame stays charged until {@link #release}, since CPUs may still reach it.
   *
   * @return the frame
   */
  long unmap(int cpu, long address, SharedPage replacement);

  /**
   * Takes the frame of one real page out of the tables and leaves the page unmapped. Counted as an
   * unmap.
   *
   * @return the frame
   */
  long unmap(int cpu, long address);

  /**
   * Puts a frame that was unmapped and not released yet back into the page it was taken from, with
   * what it holds, in place of a shared page or of nothing. CPUs that still reach it through their
   * TLBs are right again. Counted as a map.
   */
  void remap(int cpu, long address, long frame);

  /** Gives a frame that was unmapped back to the kernel. */
  void release(long frame);

  /**
   * Flushes the whole TLB of this CPU, as a part of what {@code reason} says.
   *
   * @param reason counted apart
   */
  void flushLocal(int cpu, FlushReason reason);

  /** Flushes a range from the TLBs of all CPUs, the way the architecture does it. */
  void flushGlobal(int cpu, long start, long end);

  /**
   * Tells the architecture that the kernel has mapped pages which were not mapped, as {@code
   * flush_cache_vmap} does for vmalloc space. Most do nothing then; where a TLB may keep invalid
   * entries, each CPU that faults looks once again, whatever the address.
   *
   * @param start of what was mapped
   * @param end of it
   */
  void announceMapping(long start, long end);
}
