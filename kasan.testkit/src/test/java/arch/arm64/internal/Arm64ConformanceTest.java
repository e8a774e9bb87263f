// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import kasan.api.arch.Architecture;
import kasan.testkit.ArchitectureConformance;

class Arm64ConformanceTest extends ArchitectureConformance {
  @Override
  protected Architecture architecture() {
    return new Arm64Architecture();
  }

  @Override
  protected String name() {
    return "arm64";
  }
}
