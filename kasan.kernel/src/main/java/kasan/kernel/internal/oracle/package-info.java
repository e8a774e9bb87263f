// SPDX-License-Identifier: Apache-2.0
/**
 * What is true of each byte, told without ever looking at a shadow: {@link
 * kasan.kernel.internal.oracle.MemoryOracle} from the kernel's state alone, {@link
 * kasan.kernel.internal.oracle.ByteOracle} from being told what happens to memory, as shadows are.
 */
@NullMarked
package kasan.kernel.internal.oracle;

import org.jspecify.annotations.NullMarked;
