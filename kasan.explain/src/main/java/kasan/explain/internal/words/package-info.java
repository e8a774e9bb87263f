// SPDX-License-Identifier: Apache-2.0
/**
 * Says in words what a finding means.
 *
 * <p>{@link kasan.explain.internal.words.Diagnosis} works out what the shadow bytes tell beyond the
 * text of a report: the first bad byte, the bytes that may be accessed next to it, what was asked
 * for, which kind of bug in which kind of memory. {@link kasan.explain.internal.words.Wording}
 * makes sentences of it, {@link kasan.explain.internal.words.SchemeRules} says which shadow scheme
 * would have found it.
 */
@NullMarked
package kasan.explain.internal.words;

import org.jspecify.annotations.NullMarked;
