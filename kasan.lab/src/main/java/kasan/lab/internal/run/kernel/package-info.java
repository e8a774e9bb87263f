// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel of a run, recorded or modelled, with one shadow at a time, and where it and its events
 * come from.
 */
@NullMarked
package kasan.lab.internal.run.kernel;

import org.jspecify.annotations.NullMarked;
