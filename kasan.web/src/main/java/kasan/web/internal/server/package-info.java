// SPDX-License-Identifier: Apache-2.0
/** The server on the wire: where it listens, and how much of whom it takes. */
@NullMarked
package kasan.web.internal.server;

import org.jspecify.annotations.NullMarked;
