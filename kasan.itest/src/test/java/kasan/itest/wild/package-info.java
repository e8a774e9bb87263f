// SPDX-License-Identifier: Apache-2.0
/**
 * Inputs of others, which lie outside the repository, in the whole product. Start from {@link
 * kasan.itest.wild.WildInputIT}; {@link kasan.itest.wild.Expectation} reads what is expected of
 * them. It has two classes, since that is all there is to it.
 */
@NullMarked
package kasan.itest.wild;

import org.jspecify.annotations.NullMarked;
