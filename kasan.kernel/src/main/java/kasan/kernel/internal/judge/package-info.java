// SPDX-License-Identifier: Apache-2.0
/**
 * Verdict beside truth. {@link kasan.kernel.internal.judge.Judge} holds what a shadow said of an
 * access against the oracle and counts what was found, what was missed and why, and what was
 * reported falsely.
 */
@NullMarked
package kasan.kernel.internal.judge;

import org.jspecify.annotations.NullMarked;
