// SPDX-License-Identifier: Apache-2.0
/**
 * What is there, as tables: {@link kasan.lab.internal.listing.Listing} of schemes, architectures,
 * workloads, readers and reporters, {@link kasan.lab.internal.listing.LayoutPage} of one
 * architecture's address space.
 */
@NullMarked
package kasan.lab.internal.listing;

import org.jspecify.annotations.NullMarked;
