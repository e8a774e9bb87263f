// SPDX-License-Identifier: Apache-2.0
/**
 * The allocators of one kernel, joined: {@link kasan.kernel.internal.placement.Allocators} makes
 * them, {@link kasan.kernel.internal.placement.Announcer} passes on what they do to oracle, truth
 * and shadows. Both kernels that place memory themselves stand on these.
 */
@NullMarked
package kasan.kernel.internal.placement;

import org.jspecify.annotations.NullMarked;
