// SPDX-License-Identifier: Apache-2.0
/**
 * On-demand shadow: byte shadow is mapped where slab needs it, a zero page stands elsewhere. Small
 * because it is made of building blocks.
 */
@NullMarked
package kasan.shadow.ondemand.internal;

import org.jspecify.annotations.NullMarked;
