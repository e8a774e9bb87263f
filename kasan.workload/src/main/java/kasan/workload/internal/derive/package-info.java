// SPDX-License-Identifier: Apache-2.0
/**
 * Derives load profiles from recordings: what was in use when the first event happened, what was
 * asked for, and how long it lived. Start from {@link kasan.workload.internal.derive.Derivation};
 * the profile is a {@link kasan.workload.internal.load.LoadProfile}.
 */
@NullMarked
package kasan.workload.internal.derive;

import org.jspecify.annotations.NullMarked;
