// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.floor.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class FloorConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new FloorScheme();
  }

  @Override
  protected boolean finds(BadByte bad) {
    return false;
  }
}
