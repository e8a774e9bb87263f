// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

/**
 * A line of a log without what its transport put in front.
 *
 * @param number from 1
 * @param time as it stands between the brackets, such as {@code 123.456789}; empty for none
 * @param context who printed it, such as {@code T123} or {@code C0}; empty for none
 * @param prefixed whether anything stood in front, so that a line that lacks it is the rest of the
 *     one before
 * @param text what the kernel printed
 */
record LogLine(int number, String time, String context, boolean prefixed, String text) {}
