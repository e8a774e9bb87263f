// SPDX-License-Identifier: Apache-2.0
/** What is said of a result in words: its summary, where it comes from, what it does not show. */
@NullMarked
package kasan.report.html.internal.facts;

import org.jspecify.annotations.NullMarked;
