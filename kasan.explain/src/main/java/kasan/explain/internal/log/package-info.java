// SPDX-License-Identifier: Apache-2.0
/**
 * Reads KASAN reports out of the log of a kernel.
 *
 * <p>Bytes become lines ({@link kasan.explain.internal.log.LogLines}), lines lose what console,
 * syslog and journal put in front of them ({@link kasan.explain.internal.log.LinePrefix}), and
 * {@link kasan.explain.internal.log.ReportParser} sorts them by the context that printed them and
 * feeds them to the report that is open there. Which lines make up which part of a report is known
 * to one small reader a part. A line is looked at once and is of bounded length, so the work grows
 * with the length of the log and with nothing else.
 */
@NullMarked
package kasan.explain.internal.log;

import org.jspecify.annotations.NullMarked;
