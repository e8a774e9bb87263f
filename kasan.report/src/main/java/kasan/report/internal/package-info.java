// SPDX-License-Identifier: Apache-2.0
/** Reporters: one immutable result in, bytes out. */
@NullMarked
package kasan.report.internal;

import org.jspecify.annotations.NullMarked;
