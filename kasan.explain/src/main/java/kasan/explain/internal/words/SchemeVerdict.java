// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.List;

/**
 * Whether a scheme would have found a bug.
 *
 * @param scheme its name
 * @param verdict {@code found}, {@code missed}, {@code chance} (found with a probability), {@code
 *     depends} (on what the report does not say) or {@code not-applicable}
 * @param reason why, in one line
 */
record SchemeVerdict(String scheme, String verdict, String reason) {
  /** All verdicts, the best first. */
  static final List<String> VERDICTS =
      List.of("found", "chance", "depends", "missed", "not-applicable");
}
