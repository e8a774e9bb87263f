// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps a run alive whatever the code of a scheme does: knows when that code runs and for how long,
 * takes what it throws, and lets go of it so that nothing of it is held. Start from {@link
 * kasan.lab.internal.guard.GuardedScheme}.
 */
@NullMarked
package kasan.lab.internal.guard;

import org.jspecify.annotations.NullMarked;
