// SPDX-License-Identifier: Apache-2.0
/**
 * Reads KASAN reports out of the lines of a log.
 *
 * <p>{@link kasan.explain.internal.log.ReportParser} takes clean lines, has their prefixes taken
 * off, puts together what mail programs wrapped ({@link kasan.explain.internal.log.Wraps}), sorts
 * them by the context that printed them and feeds them to the report that is open there ({@link
 * kasan.explain.internal.log.OpenReport}). Which lines make up which part of a report is known to
 * one small reader a part. Lines of a report of something else in the middle are set apart ({@link
 * kasan.explain.internal.log.Intrusion}). A line is looked at once and is of bounded length, and a
 * part keeps a bounded number of lines, so neither time nor memory grows faster than the log.
 */
@NullMarked
package kasan.explain.internal.log;

import org.jspecify.annotations.NullMarked;
