// SPDX-License-Identifier: Apache-2.0
/** Does the product assemble, survive bundles that come and go, and explain itself? */
@NullMarked
package kasan.itest;

import org.jspecify.annotations.NullMarked;
