// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

import kasan.api.arch.Architecture;
import kasan.testkit.ArchitectureConformance;

class X86ConformanceTest extends ArchitectureConformance {
  @Override
  protected Architecture architecture() {
    return new X86Architecture();
  }

  @Override
  protected String name() {
    return "x86";
  }
}
