// SPDX-License-Identifier: Apache-2.0
/**
 * KFENCE: {@link kasan.shadow.kfence.internal.KfenceShadow} samples, {@link
 * kasan.shadow.kfence.internal.GuardedPool} has the pages, {@link
 * kasan.shadow.kfence.internal.Samples} knows which memory they stand for.
 */
@NullMarked
package kasan.shadow.kfence.internal;

import org.jspecify.annotations.NullMarked;
