// SPDX-License-Identifier: Apache-2.0
/** Markup of pages and drawings: escaped text, colours for both themes, figures with units. */
@NullMarked
package kasan.report.html.internal.markup;

import org.jspecify.annotations.NullMarked;
