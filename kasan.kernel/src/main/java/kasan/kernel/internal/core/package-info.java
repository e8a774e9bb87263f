// SPDX-License-Identifier: Apache-2.0
/**
 * A kernel's memory with the shadows that watch it: what changes it changes the truth first, then
 * tells every shadow, and counts. {@link kasan.kernel.internal.core.KernelCore} is the one way to
 * change anything; who decides what happens - a recording, an allocator, a test - stands outside.
 */
@NullMarked
package kasan.kernel.internal.core;

import org.jspecify.annotations.NullMarked;
