// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import java.util.Map;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.ByteState;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class OndemandConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new OndemandScheme();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("ipi-on-map", "on");
  }

  /** Free pages look accessible where no shadow is mapped. */
  @Override
  protected boolean finds(BadByte bad) {
    return bad.truth() != ByteState.FREE_PAGE;
  }
}
