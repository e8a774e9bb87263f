// SPDX-License-Identifier: Apache-2.0
/** What was reported in a run, put into the words of a report of Linux. */
@NullMarked
package kasan.lab.internal.run.finding;

import org.jspecify.annotations.NullMarked;
