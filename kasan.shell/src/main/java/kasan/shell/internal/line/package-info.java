// SPDX-License-Identifier: Apache-2.0
/**
 * Lines of the shell's language, which is Gogo's: run, their results printed or sent into a file,
 * their failures told in one line. Start from {@link kasan.shell.internal.line.ShellLine}.
 */
@NullMarked
package kasan.shell.internal.line;

import org.jspecify.annotations.NullMarked;
