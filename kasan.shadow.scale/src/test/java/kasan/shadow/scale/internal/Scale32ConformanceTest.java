// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.SchemeTraits;
import kasan.testkit.SchemeConformance;

class Scale32ConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new Scale32Scheme();
  }

  @Override
  protected SchemeTraits traits() {
    return new SchemeTraits("scale-32", true);
  }
}
