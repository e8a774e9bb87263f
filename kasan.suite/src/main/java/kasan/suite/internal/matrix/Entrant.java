// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import kasan.api.option.Options;
import org.jspecify.annotations.Nullable;

/**
 * A scheme on a kernel that was compiled in one way: a column of the matrix.
 *
 * @param scheme which
 * @param options of the scheme
 * @param instrumentation {@code outline}, {@code inline}, {@code hardware}; {@code none} without
 *     shadow
 * @param excluded why it does not run at all; null when it does
 */
public record Entrant(
    SchemeEntry scheme, Options options, String instrumentation, @Nullable String excluded) {}
