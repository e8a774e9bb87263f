// SPDX-License-Identifier: Apache-2.0
/** Charts that results hold the data for, drawn as plain SVG. */
@NullMarked
package kasan.report.html.internal.chart;

import org.jspecify.annotations.NullMarked;
