// SPDX-License-Identifier: Apache-2.0
/**
 * What is true of a kernel's memory: page kinds, slab objects, large kmallocs, task stacks, vmalloc
 * areas. {@link kasan.kernel.internal.truth.KernelState} holds it all; {@link
 * kasan.kernel.internal.truth.TruthView} shows it to one shadow.
 *
 * <p>Nothing here tells anybody anything, and nothing here guesses.
 */
@NullMarked
package kasan.kernel.internal.truth;

import org.jspecify.annotations.NullMarked;
