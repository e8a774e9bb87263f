// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Flags of each page frame, as /proc/kpageflags has them (include/uapi/linux/kernel-page-flags.h):
 * bit 7 slab, 10 buddy, 15 and 16 compound head and tail, 20 no page, 26 page table, 32 reserved.
 */
@ConsumerType
public interface PageFlags {
  /** How many frames there are. */
  long frames();

  /** Flags of one frame. */
  long at(long pfn);

  /**
   * The end of a run of frames that have the flags of {@code pfn}: the least it can cheaply
   * promise, so that large uniform ranges need not be asked frame by frame.
   *
   * @return more than {@code pfn}, at most {@link #frames}
   */
  default long sameUntil(long pfn) {
    return pfn + 1;
  }
}
