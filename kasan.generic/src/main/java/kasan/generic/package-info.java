// SPDX-License-Identifier: Apache-2.0
/**
 * Building blocks for schemes whose shadow is one byte a granule, as generic KASAN encodes it: the
 * check, poisoning, what each kind of kernel memory gets, vmalloc shadow, unmapping in batches. A
 * scheme may use them or leave them; they use nothing that a scheme could not use itself. Start
 * from {@link kasan.generic.GenericShadow}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.generic;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
