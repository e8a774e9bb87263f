// SPDX-License-Identifier: Apache-2.0
/**
 * The text in which cases are written. {@link kasan.suite.internal.text.CaseReader} reads it and
 * says where it cannot; docs/suite.md describes it.
 */
@NullMarked
package kasan.suite.internal.text;

import org.jspecify.annotations.NullMarked;
