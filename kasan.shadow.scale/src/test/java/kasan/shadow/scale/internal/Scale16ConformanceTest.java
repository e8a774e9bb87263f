// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.testkit.SchemeConformance;

class Scale16ConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new Scale16Scheme();
  }
}
