// SPDX-License-Identifier: Apache-2.0
/**
 * Made-up loads with the figures of recorded ones. A {@link
 * kasan.workload.internal.derive.Derivation} counts what a recording asked for and how long it
 * lived and puts it down as a {@link kasan.workload.internal.load.LoadProfile}, a text that people
 * can read and change; a {@link kasan.workload.internal.load.LoadSource} asks a modelled kernel for
 * the same, for any length and on any machine. docs/workloads.md describes the text.
 */
@NullMarked
package kasan.workload.internal.load;

import org.jspecify.annotations.NullMarked;
