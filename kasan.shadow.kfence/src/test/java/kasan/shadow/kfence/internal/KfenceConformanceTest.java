// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.SchemeTraits;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class KfenceConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new KfenceScheme();
  }

  @Override
  protected SchemeTraits traits() {
    return new SchemeTraits("kfence", true);
  }

  /** Only what happens to be sampled. */
  @Override
  protected boolean finds(BadByte bad) {
    return false;
  }
}
