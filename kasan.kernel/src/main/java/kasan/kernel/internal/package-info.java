// SPDX-License-Identifier: Apache-2.0
/**
 * The modelled kernel, as services. A map of its rooms; an arrow says who uses whom:
 *
 * <pre>
 *   replay            relaid             placing        the three kernels
 *     |                 |  \             /   |
 *     |                 |   placement ---    instrument --> judge
 *     |                 |   |     \                          |
 *     +------- core ----+---+      alloc                     v
 *               |                                          oracle
 *             view   -- the wall: each call of a shadow
 *            /    \
 *        truth     mmu --> frames
 * </pre>
 *
 * <p>An event goes: kernel, core (changes the truth), view (tells each shadow). A swap goes:
 * kernel, core, view (attaches the next, through the wall), then the kernel retires the old one. A
 * hang is seen by the watch behind the wall, which revokes the view of the shadow that hangs. Small
 * because it has the services alone; the rooms below do the work.
 */
@NullMarked
package kasan.kernel.internal;

import org.jspecify.annotations.NullMarked;
