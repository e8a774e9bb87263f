// SPDX-License-Identifier: Apache-2.0
/**
 * The slab allocator as SLUB does it in Linux 6.12: how objects are laid out with and without KASAN
 * ({@link kasan.kernel.internal.alloc.slab.SlabLayout}), the caches of kmalloc, per-CPU and partial
 * slabs, and the quarantine that keeps freed objects from being handed out again.
 */
@NullMarked
package kasan.kernel.internal.alloc.slab;

import org.jspecify.annotations.NullMarked;
