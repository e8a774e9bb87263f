// SPDX-License-Identifier: Apache-2.0
/**
 * The wall around foreign code: code of extensions may throw, hang or lie, and the laboratory goes
 * on. Start from {@link kasan.lab.api.wall.Wall}, which watches a piece of work; {@link
 * kasan.lab.api.wall.ForeignCalls} is for single calls. Services that are called through it are in
 * {@link kasan.lab.api.foreign}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.lab.api.wall;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
