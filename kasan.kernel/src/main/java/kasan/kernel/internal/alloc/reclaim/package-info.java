// SPDX-License-Identifier: Apache-2.0
/**
 * What happens when memory runs short: page cache goes first, least recently used first, and with
 * it a like part of what shrinkers offer; then there is nothing left to give. Start from {@link
 * kasan.kernel.internal.alloc.reclaim.Vmscan}.
 *
 * <p>Modelled after mm/vmscan.c of Linux 6.12 on a machine without swap. Not modelled: writeback (a
 * dirty page goes as a clean one), refaults, control groups, compaction.
 */
@NullMarked
package kasan.kernel.internal.alloc.reclaim;

import org.jspecify.annotations.NullMarked;
