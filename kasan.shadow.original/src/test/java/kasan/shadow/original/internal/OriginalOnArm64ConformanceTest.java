// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import kasan.api.arch.ArchModel;
import kasan.api.scheme.ShadowScheme;
import kasan.testkit.SchemeConformance;
import kasan.testkit.TestArchs;

class OriginalOnArm64ConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new OriginalScheme();
  }

  @Override
  protected ArchModel arch() {
    return TestArchs.arm64();
  }
}
