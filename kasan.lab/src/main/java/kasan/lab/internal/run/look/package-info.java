// SPDX-License-Identifier: Apache-2.0
/** Looks at a run's kernel: what lies at an address, what the shadow of a block or a page is. */
@NullMarked
package kasan.lab.internal.run.look;

import org.jspecify.annotations.NullMarked;
