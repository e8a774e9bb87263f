// SPDX-License-Identifier: Apache-2.0
/**
 * Tag-based KASAN: {@link kasan.shadow.tags.internal.TaggedShadow} is what its two modes have in
 * common, {@link kasan.shadow.tags.internal.SwTagsShadow} keeps a byte of tag for each granule in a
 * shadow, {@link kasan.shadow.tags.internal.HwTagsShadow} four bits in the tag storage of MTE.
 */
@NullMarked
package kasan.shadow.tags.internal;

import org.jspecify.annotations.NullMarked;
