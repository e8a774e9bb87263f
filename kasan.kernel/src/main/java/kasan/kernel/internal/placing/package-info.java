// SPDX-License-Identifier: Apache-2.0
/**
 * A kernel that places what is asked of it: it boots, allocates with its own allocators, tells
 * truth and shadow what it does, pays for the shadow out of its own free pages, and changes from
 * one shadow to another. Start from {@link kasan.kernel.internal.placing.PlacingKernel}.
 */
@NullMarked
package kasan.kernel.internal.placing;

import org.jspecify.annotations.NullMarked;
