// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles of third parties that go wrong, in the whole product: what they do is told in one line,
 * and the rest goes on. Start from {@link kasan.itest.foreign.ForeignCodeIT}.
 */
@NullMarked
package kasan.itest.foreign;

import org.jspecify.annotations.NullMarked;
