// SPDX-License-Identifier: Apache-2.0
/**
 * Shadow that hangs on pages: {@link kasan.shadow.block.internal.BlockShadow} is the scheme, {@link
 * kasan.shadow.block.internal.PagePointers} what each page knows of its shadow, {@link
 * kasan.shadow.block.internal.BlockPool} where the blocks come from, {@link
 * kasan.shadow.block.internal.Compaction} how few frames they take after long use.
 */
@NullMarked
package kasan.shadow.block.internal;

import org.jspecify.annotations.NullMarked;
