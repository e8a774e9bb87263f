// SPDX-License-Identifier: Apache-2.0
/**
 * What the laboratory can work with at one moment: services by name, with what their registrations
 * say, and those that cannot be used, with the reason. Start from {@link
 * kasan.lab.api.inventory.InventoryService}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.lab.api.inventory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
