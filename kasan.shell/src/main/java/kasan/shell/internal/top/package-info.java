// SPDX-License-Identifier: Apache-2.0
/**
 * The verb {@code top}: what each scheme would cost this machine right now. {@code TopVerb} has the
 * machine followed and compared, {@code TopPage} makes the lines of one screen of the samples,
 * {@code History} keeps how a figure went, {@code Amount} writes figures.
 */
@NullMarked
package kasan.shell.internal.top;

import org.jspecify.annotations.NullMarked;
