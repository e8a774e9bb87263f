// SPDX-License-Identifier: Apache-2.0
/** The lab: runs, hot swap, comparisons, the suite. */
@NullMarked
package kasan.lab.internal;

import org.jspecify.annotations.NullMarked;
