// SPDX-License-Identifier: Apache-2.0
/**
 * Bugs of programs as Linux describes them: {@link kasan.suite.internal.finding.Chronicle} keeps
 * who was given what, {@link kasan.suite.internal.finding.FindingMaker} makes a report of it when a
 * shadow has found something, {@link kasan.suite.internal.finding.Console} says which reports are
 * printed.
 */
@NullMarked
package kasan.suite.internal.finding;

import org.jspecify.annotations.NullMarked;
