// SPDX-License-Identifier: Apache-2.0
/**
 * How a verb is called: found in the service registry, its words parsed, its result delivered, and
 * whatever goes wrong put into one line. Start from {@link kasan.shell.internal.call.VerbCall}.
 */
@NullMarked
package kasan.shell.internal.call;

import org.jspecify.annotations.NullMarked;
