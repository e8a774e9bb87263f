// SPDX-License-Identifier: Apache-2.0
/** Results of the shapes that verbs have, small enough to check by hand. */
@NullMarked
package kasan.report.html.internal.sample;

import org.jspecify.annotations.NullMarked;
