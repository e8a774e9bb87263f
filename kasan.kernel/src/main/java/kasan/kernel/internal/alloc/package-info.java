// SPDX-License-Identifier: Apache-2.0
/**
 * The allocators of the modelled kernel, from the memory map that firmware hands over to the last
 * object: boot accounting, pages, slabs, quarantine, vmalloc space, reclaim. Each part is a plain
 * object that one thread uses; what it does it tells a listener in the order in which Linux calls
 * KASAN, and a listener may refuse for want of a shadow frame.
 *
 * <p>Page frames are numbered by {@code int} where there is one number for each of many frames, so
 * a machine may have 2^31 frames at most.
 */
@NullMarked
package kasan.kernel.internal.alloc;

import org.jspecify.annotations.NullMarked;
