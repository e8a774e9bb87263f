// SPDX-License-Identifier: Apache-2.0
/** The service that explains KASAN reports, and its result. */
@NullMarked
package kasan.explain.internal;

import org.jspecify.annotations.NullMarked;
