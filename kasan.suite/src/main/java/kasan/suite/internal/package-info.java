// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that hold bugs, run on the modelled kernel: which scheme finds which, and why not. Small
 * because the component is all that OSGi needs to know; the rooms below hold the rest.
 */
@NullMarked
package kasan.suite.internal;

import org.jspecify.annotations.NullMarked;
