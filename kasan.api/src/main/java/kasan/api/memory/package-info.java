// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns of kernel memory: page kinds, ranges of RAM, slab caches, what a shadow frame is used
 * for. Plain values without behaviour; start from {@link kasan.api.memory.Machine}.
 *
 * <p>Addresses are unsigned 64-bit {@code long}s. A pfn is a page frame number. Sizes carry their
 * unit in the name; kB is 1024 bytes, as in {@code /proc/meminfo}.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api.memory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
