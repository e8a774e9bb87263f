// SPDX-License-Identifier: Apache-2.0
/** Collections of primitive values that the kernel model keeps millions of, without boxing. */
@NullMarked
package kasan.kernel.internal.primitive;

import org.jspecify.annotations.NullMarked;
