// SPDX-License-Identifier: Apache-2.0
/**
 * The prompt: a line editor on the user's terminal, completion, Ctrl-C. Start from {@link
 * kasan.shell.internal.prompt.Prompt}.
 */
@NullMarked
package kasan.shell.internal.prompt;

import org.jspecify.annotations.NullMarked;
