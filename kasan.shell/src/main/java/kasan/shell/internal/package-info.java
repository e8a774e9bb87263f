// SPDX-License-Identifier: Apache-2.0
/** The edge to the user: Gogo commands in scope {@code kasan}, and the main thread. */
@NullMarked
package kasan.shell.internal;

import org.jspecify.annotations.NullMarked;
