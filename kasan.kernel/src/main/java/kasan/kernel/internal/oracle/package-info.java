// SPDX-License-Identifier: Apache-2.0
/**
 * The judge: what is true of each byte, told from the kernel's state alone. {@link
 * kasan.kernel.internal.oracle.MemoryOracle} never looks at a shadow.
 */
@NullMarked
package kasan.kernel.internal.oracle;

import org.jspecify.annotations.NullMarked;
