// SPDX-License-Identifier: Apache-2.0
/**
 * The laboratory: plans in, results out. A plan is a value that is checked before the first event;
 * a result is a {@link kasan.api.report.Result}. Both are written as JSON and read back: {@link
 * kasan.lab.api.Plans}, {@link kasan.lab.api.Results}. Start from {@link kasan.lab.api.Lab}.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.lab.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
