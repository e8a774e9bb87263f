// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * What one scheme maps at boot, and which leaves it may use for that. Which they are is part of its
 * era: 2 MiB where it models the patches of 2017, up to 1 GiB where it models today's kernel.
 *
 * @param scheme its name
 * @param staticCost formula, with the leaves where they are fixed
 * @param leaves what its option {@value #OPTION} says, the default first; null without that option
 */
record BootShadow(String scheme, String staticCost, @Nullable String leaves) {
  private static final String OPTION = "leaves";

  static List<BootShadow> ofAll(Inventory inventory) {
    var all = new ArrayList<BootShadow>();
    for (Extension<ShadowScheme> scheme : inventory.schemes().all()) {
      all.add(
          new BootShadow(
              scheme.name(),
              SchemeDescription.of(scheme.properties()).staticCost(),
              leaves(scheme.service())));
    }
    return all;
  }

  private static @Nullable String leaves(ShadowScheme scheme) {
    try {
      for (OptionSpec option : scheme.options()) {
        if (option.name().equals(OPTION)) {
          return option.title();
        }
      }
      return null;
    } catch (ForeignFailure e) {
      return "not known: it " + e.reason();
    }
  }
}
