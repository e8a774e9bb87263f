// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.arch.ArchModel;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowScheme;
import kasan.testkit.Allocation;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;
import kasan.testkit.TestArchs;

class SwTagsConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new SwTagsScheme();
  }

  private static final long GRANULE = 16;

  @Override
  protected ArchModel arch() {
    return TestArchs.arm64();
  }

  /** Not what stays in the last granule, nor what the pointer to a stack reaches. */
  @Override
  protected boolean finds(BadByte bad) {
    Allocation used = bad.used();
    SlabCache cache = used.cache();
    boolean readable = used.live() || (cache != null && cache.typesafeByRcu());
    long granules = (used.bytes() + GRANULE - 1) / GRANULE * GRANULE;
    boolean inLastGranule = bad.offset() >= 0 && bad.offset() < granules;
    return used.kind() != Allocation.Kind.STACK && !(readable && inLastGranule);
  }
}
