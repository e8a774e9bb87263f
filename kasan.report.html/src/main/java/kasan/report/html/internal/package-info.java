// SPDX-License-Identifier: Apache-2.0
/** The reporters: a page of everything, and one chart as a vector or a raster graphic. */
@NullMarked
package kasan.report.html.internal;

import org.jspecify.annotations.NullMarked;
