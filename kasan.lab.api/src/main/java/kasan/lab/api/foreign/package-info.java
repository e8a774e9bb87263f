// SPDX-License-Identifier: Apache-2.0
/**
 * Services of extensions as the laboratory calls them: each call goes through the wall around
 * foreign code, and each answer is held against the contract before anybody uses it. So whatever an
 * extension does, the caller gets an answer that can be trusted, or a {@link
 * kasan.lab.api.wall.ForeignFailure} that names it. Start from {@link
 * kasan.lab.api.foreign.ForeignServices}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.lab.api.foreign;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
