// SPDX-License-Identifier: Apache-2.0
/**
 * The verbs: each a component that is a Gogo function of scope {@code kasan}. A verb parses its
 * arguments by its {@link kasan.shell.internal.verb.Synopsis}, settles where its result goes before
 * any work begins ({@link kasan.shell.internal.verb.Delivery}), and returns an {@link
 * kasan.shell.internal.verb.Answer} that a converter prints.
 */
@NullMarked
package kasan.shell.internal.verb;

import org.jspecify.annotations.NullMarked;
