// SPDX-License-Identifier: Apache-2.0
/**
 * What KASAN says about one bug, as a value: start from {@link kasan.lab.api.finding.Finding}.
 *
 * <p>One value serves three masters. A modelled kernel makes it when a shadow reports; a reporter
 * prints it as Linux 6.12 prints it, line by line; and what a real kernel wrote into its log is
 * read back into it. So it holds everything that Linux prints, under the names the kernel uses
 * (mm/kasan/report.c and its neighbours), and nothing that Linux does not print. A part that a
 * report lacks is null or an empty list.
 *
 * <p>Addresses are unsigned 64-bit; an address may carry a tag in its top byte, as printed. {@link
 * kasan.lab.api.finding.Explainer} turns a log into words.
 */
@Export
@Version("1.0.1")
@NullMarked
package kasan.lab.api.finding;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
