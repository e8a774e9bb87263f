// SPDX-License-Identifier: Apache-2.0
/**
 * The modelled kernel: frames, allocators, and the oracle that knows the truth about every byte.
 */
@NullMarked
package kasan.kernel.internal;

import org.jspecify.annotations.NullMarked;
