// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import java.util.Map;
import kasan.api.scheme.ShadowScheme;
import kasan.testkit.Allocation;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class PageFirstConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new PageScheme();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("order", "page-first");
  }

  /** It knows no vmalloc shadow. */
  @Override
  protected boolean finds(BadByte bad) {
    return bad.used().kind() != Allocation.Kind.AREA;
  }
}
