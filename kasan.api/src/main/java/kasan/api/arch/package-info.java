// SPDX-License-Identifier: Apache-2.0
/**
 * What distinguishes one architecture from another, as data: the address layout, the geometry of
 * its page tables, what its TLBs do, what an operation costs. The modelled memory management unit
 * of the kernel reads these; a scheme asks them for addresses. Start from {@link
 * kasan.api.arch.Architecture}.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api.arch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
