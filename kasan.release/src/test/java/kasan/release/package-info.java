// SPDX-License-Identifier: Apache-2.0
/** What is given to others works alone: the archive, and the repository in it. */
@NullMarked
package kasan.release;

import org.jspecify.annotations.NullMarked;
