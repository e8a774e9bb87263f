// SPDX-License-Identifier: Apache-2.0
/**
 * Results that were kept as JSON: shown in any format, and two of them compared. Whose verb made
 * them makes no difference: a result is a tree whose {@code rows} are matched by their first
 * columns. Start from {@link kasan.shell.internal.results.Difference}.
 */
@NullMarked
package kasan.shell.internal.results;

import org.jspecify.annotations.NullMarked;
