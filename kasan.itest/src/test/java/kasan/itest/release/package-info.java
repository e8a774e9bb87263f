// SPDX-License-Identifier: Apache-2.0
/** What was released, and how it may change. */
@NullMarked
package kasan.itest.release;

import org.jspecify.annotations.NullMarked;
