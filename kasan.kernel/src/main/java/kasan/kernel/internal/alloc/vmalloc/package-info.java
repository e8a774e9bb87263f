// SPDX-License-Identifier: Apache-2.0
/**
 * Kernel memory that is contiguous in addresses only: the space of vmalloc with guard pages and
 * lazy purge, and task stacks, which lie there or in the direct map. Start from {@link
 * kasan.kernel.internal.alloc.vmalloc.VmallocSpace} and {@link
 * kasan.kernel.internal.alloc.vmalloc.ThreadStacks}.
 */
@NullMarked
package kasan.kernel.internal.alloc.vmalloc;

import org.jspecify.annotations.NullMarked;
