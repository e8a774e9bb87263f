// SPDX-License-Identifier: Apache-2.0
/**
 * The modelled machine, as the lab drives it: a {@link kasan.lab.api.kernel.Kernel} applies events,
 * keeps the truth, tells every attached shadow, and keeps a bill for each. Whoever writes a scheme
 * needs none of this; start from {@link kasan.lab.api.kernel.KernelFactory}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.lab.api.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
