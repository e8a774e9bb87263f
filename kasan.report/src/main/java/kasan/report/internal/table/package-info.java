// SPDX-License-Identifier: Apache-2.0
/** Results as aligned text for a terminal; start from {@link kasan.report.internal.table.Page}. */
@NullMarked
package kasan.report.internal.table;

import org.jspecify.annotations.NullMarked;
