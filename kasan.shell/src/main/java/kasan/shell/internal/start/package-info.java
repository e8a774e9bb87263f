// SPDX-License-Identifier: Apache-2.0
/**
 * Projects for authors of schemes: a template under another name, and the laboratory's own
 * artifacts as a Maven repository beside it, so that it builds wherever it lies. Start from {@link
 * kasan.shell.internal.start.SchemeProject}.
 */
@NullMarked
package kasan.shell.internal.start;

import org.jspecify.annotations.NullMarked;
