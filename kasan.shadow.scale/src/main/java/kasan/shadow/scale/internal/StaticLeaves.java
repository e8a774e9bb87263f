// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.LeafPolicy;

/** How large the leaves of static shadow are, by era. */
final class StaticLeaves {
  static final OptionSpec OPTION =
      OptionSpec.choice("leaves", "largest leaf of the shadow: 1g today, 2m in 2017", "1g", "2m");

  private static final int SHIFT_2M = 21;
  private static final int SHIFT_1G = 30;

  private StaticLeaves() {}

  static LeafPolicy of(Options options) {
    return options.word(OPTION.name()).equals("1g")
        ? new LeafPolicy(SHIFT_1G, false)
        : new LeafPolicy(SHIFT_2M, true);
  }
}
