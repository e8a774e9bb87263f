// SPDX-License-Identifier: Apache-2.0
/**
 * Collections of primitive values that the kernel model keeps millions of, without boxing; the
 * class library has the other collections.
 */
@NullMarked
package kasan.kernel.internal.primitive;

import org.jspecify.annotations.NullMarked;
