// SPDX-License-Identifier: Apache-2.0
/** A laboratory's surroundings in miniature, so that the lab is tested without them. */
@NullMarked
package kasan.lab.internal.fake;

import org.jspecify.annotations.NullMarked;
