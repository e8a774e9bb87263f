// SPDX-License-Identifier: Apache-2.0
/** Trees of results as JSON (RFC 8259), the same bytes for the same tree. */
@NullMarked
package kasan.report.internal.json;

import org.jspecify.annotations.NullMarked;
