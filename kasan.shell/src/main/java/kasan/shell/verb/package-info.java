// SPDX-License-Identifier: Apache-2.0
/**
 * Verbs of the shell and of the command line. Start from {@link kasan.shell.verb.Verb}: a service
 * that says what it takes, gets it parsed, and returns a {@link kasan.api.report.Result}.
 *
 * <p>The shell does the rest: {@code --help}, {@code --format} and {@code --out}, the exit status,
 * completion at the prompt, Ctrl-C, and one line for whatever goes wrong. The built-in verbs use
 * nothing else.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.shell.verb;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
