// SPDX-License-Identifier: Apache-2.0
/**
 * The shadow of mainline generic KASAN, mapped as a whole at boot. Small because it is made of
 * building blocks.
 */
@NullMarked
package kasan.shadow.original.internal;

import org.jspecify.annotations.NullMarked;
