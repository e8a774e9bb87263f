// SPDX-License-Identifier: Apache-2.0
/**
 * Why something is there, or is not, in plain sentences: {@link kasan.lab.internal.why.Why} looks a
 * name up in a {@link kasan.lab.internal.why.Snapshot} of bundles, components and services.
 */
@NullMarked
package kasan.lab.internal.why;

import org.jspecify.annotations.NullMarked;
