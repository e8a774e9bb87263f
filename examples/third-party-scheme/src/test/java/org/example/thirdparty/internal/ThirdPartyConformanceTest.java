// SPDX-License-Identifier: Apache-2.0
package org.example.thirdparty.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.ByteState;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

/** Is it a lawful scheme? */
class ThirdPartyConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new ThirdPartyScheme();
  }

  @Override
  protected boolean finds(BadByte bad) {
    return bad.truth() != ByteState.FREE_PAGE; // the design leaves some as they are
  }
}
