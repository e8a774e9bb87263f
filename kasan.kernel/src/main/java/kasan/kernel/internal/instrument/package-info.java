// SPDX-License-Identifier: Apache-2.0
/**
 * What compilers make of a program with {@code -fsanitize=kernel-address}: the check before an
 * access, inline or by a call; redzones of stack frames, which compiled code stores into the shadow
 * itself; allocas and globals, which it has the runtime poison. Start from {@link
 * kasan.kernel.internal.instrument.CompiledCode}.
 */
@NullMarked
package kasan.kernel.internal.instrument;

import org.jspecify.annotations.NullMarked;
