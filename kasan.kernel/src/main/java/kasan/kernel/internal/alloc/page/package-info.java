// SPDX-License-Identifier: Apache-2.0
/**
 * The page allocator of Linux 6.12: zones, buddies of order 0 to 10, pages grouped by mobility,
 * per-CPU lists, watermarks. Start from {@link kasan.kernel.internal.alloc.page.PageAllocator}.
 *
 * <p>Modelled as the kernel does it, because it decides how dense slab lies in blocks: which end of
 * a list pages go to, when a whole page block changes its migrate type, when per-CPU lists are
 * filled and drained. Not modelled: NUMA, CMA, isolation, compaction, reserves of high-order atomic
 * pages.
 */
@NullMarked
package kasan.kernel.internal.alloc.page;

import org.jspecify.annotations.NullMarked;
