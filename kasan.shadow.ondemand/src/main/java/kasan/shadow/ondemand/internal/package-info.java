// SPDX-License-Identifier: Apache-2.0
/** On-demand shadow: byte shadow is mapped where slab needs it, a zero page stands elsewhere. */
@NullMarked
package kasan.shadow.ondemand.internal;

import org.jspecify.annotations.NullMarked;
