// SPDX-License-Identifier: Apache-2.0
/** One page for one result, complete in itself: markup, style, script and data. */
@NullMarked
package kasan.report.html.internal.page;

import org.jspecify.annotations.NullMarked;
