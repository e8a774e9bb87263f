// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in verbs, a class each, on nothing but {@link kasan.shell.verb} and what drives the
 * lab; plans are made here from what users write.
 *
 * <p>Large because each verb has a class of its own; none needs another.
 */
@NullMarked
package kasan.shell.internal.verbs;

import org.jspecify.annotations.NullMarked;
