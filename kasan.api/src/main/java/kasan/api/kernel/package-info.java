// SPDX-License-Identifier: Apache-2.0
/**
 * The modelled machine, as the lab drives it: a {@link kasan.api.kernel.Kernel} applies events,
 * keeps the truth, tells every attached shadow, and keeps a bill for each. Whoever writes a scheme
 * needs none of this; start from {@link kasan.api.kernel.KernelFactory}.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.api.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
