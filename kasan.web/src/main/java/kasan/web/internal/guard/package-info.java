// SPDX-License-Identifier: Apache-2.0
/**
 * Who may ask for what: the filter that every request passes, and what it knows. Start from {@link
 * kasan.web.internal.guard.Guard}.
 */
@NullMarked
package kasan.web.internal.guard;

import org.jspecify.annotations.NullMarked;
