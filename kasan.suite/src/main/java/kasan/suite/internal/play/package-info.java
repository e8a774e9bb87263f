// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a case on a kernel. {@link kasan.suite.internal.play.Player} makes the calls that a program
 * asks for and holds what was judged against what is due; {@link kasan.suite.internal.play.Outcome}
 * is what came of it.
 */
@NullMarked
package kasan.suite.internal.play;

import org.jspecify.annotations.NullMarked;
