// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a report, each with the lines that it is made of: one small {@link
 * kasan.explain.internal.part.PartReader} for the access, the processor and its trace, the tracks,
 * the object, the variable, the stack, the vmalloc area, the page and the memory state. A part
 * keeps a bounded number of lines and counts the rest.
 */
@NullMarked
package kasan.explain.internal.part;

import org.jspecify.annotations.NullMarked;
