// SPDX-License-Identifier: Apache-2.0
/**
 * What is left of RAM when a kernel has booted: one kernel for each RAM size, scheme and
 * instrumentation, booted up to the moment at which the page allocator has its memory. Start from
 * {@link kasan.lab.internal.footprint.FootprintRun}.
 */
@NullMarked
package kasan.lab.internal.footprint;

import org.jspecify.annotations.NullMarked;
