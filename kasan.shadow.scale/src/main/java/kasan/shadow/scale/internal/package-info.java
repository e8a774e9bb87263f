// SPDX-License-Identifier: Apache-2.0
/**
 * Generic KASAN with granules of 16 and 32 bytes: {@link kasan.shadow.scale.internal.ScaledShadow}
 * is both, {@link kasan.shadow.scale.internal.SharedGranules} keeps it honest on objects that are
 * not aligned to them.
 */
@NullMarked
package kasan.shadow.scale.internal;

import org.jspecify.annotations.NullMarked;
