// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import kasan.api.option.Options;
import kasan.api.scheme.SilentShadow;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;

/** What stands on the kernel of a run whose scheme went away: no shadow at all. */
public final class NoScheme {
  private static final String NAME = "none";

  private static final SchemeDescription DESCRIPTION =
      SchemeDescription.named(NAME)
          .title("no shadow")
          .granuleBytes(0)
          .anyLayout(true)
          .staticCost("0")
          .contender(false)
          .build();

  /** The one. */
  public static final SchemeChoice CHOICE =
      new SchemeChoice(DESCRIPTION, (view, options) -> new SilentShadow(), Options.NONE);

  private NoScheme() {}
}
