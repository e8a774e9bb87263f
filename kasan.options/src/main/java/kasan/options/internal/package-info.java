// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration of options, for those who look at it and change it while the laboratory goes
 * on: described to Metatype as owners declare their options, set by the commands of the scope
 * {@code config}. A bundle of its own, since a verb that is run and over needs neither.
 */
@NullMarked
package kasan.options.internal;

import org.jspecify.annotations.NullMarked;
