// SPDX-License-Identifier: Apache-2.0
/**
 * One scheme after the other on the kernel of a run: swaps, the audit of a new shadow, the bill of
 * each.
 */
@NullMarked
package kasan.lab.internal.run.swap;

import org.jspecify.annotations.NullMarked;
