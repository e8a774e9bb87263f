// SPDX-License-Identifier: Apache-2.0
/**
 * The floor: a kernel without KASAN, as the lower bound of every comparison. Small because there is
 * no shadow.
 */
@NullMarked
package kasan.shadow.floor.internal;

import org.jspecify.annotations.NullMarked;
