// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what stands in one line: numbers and words, places in code, frames of stack traces,
 * registers, the processor line.
 *
 * <p>{@link kasan.explain.internal.frame.Frames} knows the forms of frames of all architectures and
 * tools, {@link kasan.explain.internal.frame.Symbols} those of places, {@link
 * kasan.explain.internal.frame.Cursor} is the place in a line from which everything is read.
 */
@NullMarked
package kasan.explain.internal.frame;

import org.jspecify.annotations.NullMarked;
