// SPDX-License-Identifier: Apache-2.0
/**
 * The verb {@code options}: what options are when a command does not say. Small because who owns an
 * option declares it.
 */
@NullMarked
package kasan.shell.internal.options;

import org.jspecify.annotations.NullMarked;
