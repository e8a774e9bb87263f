// SPDX-License-Identifier: Apache-2.0
/**
 * Random programs: what a shadow says of each access and each free must be what is true, but for
 * the misses that its scheme names. {@link kasan.suite.internal.random.ProgramMaker} writes them as
 * text that can be kept and read as a case; {@link kasan.suite.internal.random.RandomRun} runs
 * them.
 */
@NullMarked
package kasan.suite.internal.random;

import org.jspecify.annotations.NullMarked;
