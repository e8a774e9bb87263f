// SPDX-License-Identifier: Apache-2.0
/** Do the bundles keep to the rules of the design, over the classes and sources of all of them? */
@NullMarked
package kasan.itest.architecture;

import org.jspecify.annotations.NullMarked;
