// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import org.jspecify.annotations.Nullable;

/**
 * A number, and the pointer it was computed from.
 *
 * @param number or address
 * @param origin null for a mere number
 */
record Value(long number, @Nullable Pointer origin) {
  Value(long number) {
    this(number, null);
  }
}
