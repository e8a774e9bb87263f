// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.Map;
import kasan.api.scheme.ShadowScheme;
import kasan.testkit.Allocation;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class BlockInPageExtConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new BlockScheme();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("pointers", "page-ext");
  }

  @Override
  protected boolean finds(BadByte bad) {
    return bad.used().kind() != Allocation.Kind.AREA;
  }
}
