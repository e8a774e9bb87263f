// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import java.util.List;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.ByteState;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;
import kasan.testkit.TestCaches;

class Scale32OnAnyLayoutConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new Scale32Scheme();
  }

  @Override
  protected List<SlabCache> caches() {
    return TestCaches.PLAIN;
  }

  /** Objects share granules here. */
  @Override
  protected boolean finds(BadByte bad) {
    return bad.truth() == ByteState.FREE_PAGE;
  }
}
