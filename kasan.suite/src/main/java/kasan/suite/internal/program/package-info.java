// SPDX-License-Identifier: Apache-2.0
/**
 * Programs as values: a {@link kasan.suite.internal.program.Case} is a small program for the
 * modelled kernel with the verdict that is due beside each statement.
 */
@NullMarked
package kasan.suite.internal.program;

import org.jspecify.annotations.NullMarked;
