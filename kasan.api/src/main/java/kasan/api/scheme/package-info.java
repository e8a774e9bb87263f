// SPDX-License-Identifier: Apache-2.0
/**
 * All that the author of a shadow scheme needs. Start from {@link kasan.api.scheme.ShadowScheme}: a
 * stateless service that attaches a {@link kasan.api.scheme.Shadow} to a kernel. The shadow is told
 * what the kernel does and answers whether an access is allowed; everything it touches - frames,
 * page tables, TLBs, deferred work - it touches through its {@link kasan.api.scheme.KernelView},
 * which counts as it passes. What a scheme costs is therefore never what it says of itself.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.api.scheme;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
