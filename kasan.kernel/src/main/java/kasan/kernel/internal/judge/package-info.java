// SPDX-License-Identifier: Apache-2.0
/**
 * Truth beside verdict. {@link kasan.kernel.internal.judge.ByteOracle} is told what happens to
 * memory, as shadows are, and knows the state and the owner of every byte without ever looking at a
 * shadow. {@link kasan.kernel.internal.judge.Judge} holds what a shadow said of an access against
 * it and counts what was found, what was missed and why, and what was reported falsely.
 */
@NullMarked
package kasan.kernel.internal.judge;

import org.jspecify.annotations.NullMarked;
