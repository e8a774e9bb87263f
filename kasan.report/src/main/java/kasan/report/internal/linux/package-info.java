// SPDX-License-Identifier: Apache-2.0
/**
 * Findings as Linux 6.12 prints them, and in one line each.
 *
 * <p>{@link kasan.report.internal.linux.LinuxReport} holds the text; the reporters are thin shells
 * around it.
 */
@NullMarked
package kasan.report.internal.linux;

import org.jspecify.annotations.NullMarked;
