// SPDX-License-Identifier: Apache-2.0
/**
 * What the laboratory can work with at one moment: services by name, with what their registrations
 * say. Start from {@link kasan.lab.internal.inventory.Inventory}.
 */
@NullMarked
package kasan.lab.internal.inventory;

import org.jspecify.annotations.NullMarked;
