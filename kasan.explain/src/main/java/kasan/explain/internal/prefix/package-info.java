// SPDX-License-Identifier: Apache-2.0
/**
 * Learns what a log puts in front of its lines, from the log itself.
 *
 * <p>Many lines of a report are known to begin at the first column of what the kernel printed: its
 * title, {@code Read of size}, {@code Call Trace:} ({@link
 * kasan.explain.internal.prefix.KnownLines}). What stands in front of such a line is a prefix. Its
 * shape - digits, words, signs, blanks - is remembered ({@link kasan.api.text.PrefixShape}) and
 * taken off the lines that say nothing themselves ({@link kasan.explain.internal.prefix.Prefixes}).
 * So no list of prefixes is needed, and none is kept; {@link kasan.explain.internal.prefix.Stamp}
 * only finds time and printer in one that was taken off.
 */
@NullMarked
package kasan.explain.internal.prefix;

import org.jspecify.annotations.NullMarked;
