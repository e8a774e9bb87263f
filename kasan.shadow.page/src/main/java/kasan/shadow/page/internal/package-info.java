// SPDX-License-Identifier: Apache-2.0
/** Per-page shadow: one byte per page, and byte shadow mapped on demand. */
@NullMarked
package kasan.shadow.page.internal;

import org.jspecify.annotations.NullMarked;
