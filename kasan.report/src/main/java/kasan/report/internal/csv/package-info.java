// SPDX-License-Identifier: Apache-2.0
/** The main table of a result as CSV (RFC 4180). */
@NullMarked
package kasan.report.internal.csv;

import org.jspecify.annotations.NullMarked;
