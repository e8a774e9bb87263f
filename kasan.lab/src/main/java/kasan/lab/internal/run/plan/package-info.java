// SPDX-License-Identifier: Apache-2.0
/** Plans of runs, checked against what is there before anything is opened or booted. */
@NullMarked
package kasan.lab.internal.run.plan;

import org.jspecify.annotations.NullMarked;
