// SPDX-License-Identifier: Apache-2.0
/**
 * How results become text: a {@link kasan.api.report.Result} is one immutable value with two faces,
 * a tree of plain values for machines and sections of tables, text and series for people; a {@link
 * kasan.api.report.Reporter} turns it into bytes.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.api.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
