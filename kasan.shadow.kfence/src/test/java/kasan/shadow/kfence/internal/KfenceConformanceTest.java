// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class KfenceConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new KfenceScheme();
  }

  /** Only what happens to be sampled. */
  @Override
  protected boolean finds(BadByte bad) {
    return false;
  }
}
