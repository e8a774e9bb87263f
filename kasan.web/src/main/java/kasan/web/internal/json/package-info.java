// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as requests bring it and as answers carry it, and answers that say why there is no other.
 */
@NullMarked
package kasan.web.internal.json;

import org.jspecify.annotations.NullMarked;
