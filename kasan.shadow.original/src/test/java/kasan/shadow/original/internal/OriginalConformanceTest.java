// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.testkit.SchemeConformance;

class OriginalConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new OriginalScheme();
  }
}
