// SPDX-License-Identifier: Apache-2.0
/** A result with everything that results can hold. */
@NullMarked
package kasan.report.internal.sample;

import org.jspecify.annotations.NullMarked;
