// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.scheme.ShadowScheme;
import kasan.testkit.Allocation;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;
import kasan.testkit.TestArchs;

class PageUnmappedInvalidConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new PageScheme();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("unmapped", "invalid");
  }

  /** Where it is needed most. */
  @Override
  protected ArchModel arch() {
    return TestArchs.arm64();
  }

  /** It knows no vmalloc shadow. */
  @Override
  protected boolean finds(BadByte bad) {
    return bad.used().kind() != Allocation.Kind.AREA;
  }
}
