// SPDX-License-Identifier: Apache-2.0
/** Does each built-in scheme take the memory that its formula says? */
@NullMarked
package kasan.itest.schemes;

import org.jspecify.annotations.NullMarked;
