// SPDX-License-Identifier: Apache-2.0
/**
 * What an experiment takes from the inventory, behind the wall around foreign code: an architecture
 * with its options ({@link kasan.lab.internal.inventory.ArchChoice}), the events of a workload.
 *
 * <p>Small because the rest of the inventory is for all that drive the lab, in {@link
 * kasan.lab.api.inventory}.
 */
@NullMarked
package kasan.lab.internal.inventory;

import org.jspecify.annotations.NullMarked;
