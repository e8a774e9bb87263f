// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.SchemeTraits;
import kasan.testkit.SchemeConformance;

class OriginalConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new OriginalScheme();
  }

  @Override
  protected SchemeTraits traits() {
    return new SchemeTraits("original", true);
  }
}
