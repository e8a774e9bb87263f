// SPDX-License-Identifier: Apache-2.0
/**
 * The modelled kernel: frames, page tables, TLBs, the truth about its memory, the shadows that
 * watch it, and the oracle. {@link kasan.kernel.internal.BareKernel} is the smallest whole kernel,
 * for tests.
 */
@NullMarked
package kasan.kernel.internal;

import org.jspecify.annotations.NullMarked;
