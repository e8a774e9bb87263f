// SPDX-License-Identifier: Apache-2.0
/**
 * What happens to RAM between the firmware's memory map and the page allocator: the image, struct
 * pages, hash tables, per-CPU areas, bounce buffers, the stack depot and the static shadow take
 * their part, the rest is MemTotal. Start from {@link kasan.kernel.internal.alloc.boot.BootMemory};
 * what distinguishes one kernel from another is a {@link
 * kasan.kernel.internal.alloc.boot.BootProfile}.
 */
@NullMarked
package kasan.kernel.internal.alloc.boot;

import org.jspecify.annotations.NullMarked;
