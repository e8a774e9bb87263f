// SPDX-License-Identifier: Apache-2.0
/** Programs that hold bugs, run on the modelled kernel: which scheme finds which, and why not. */
@NullMarked
package kasan.suite.internal;

import org.jspecify.annotations.NullMarked;
