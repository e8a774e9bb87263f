// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import kasan.api.arch.Architecture;
import kasan.testkit.ArchitectureConformance;

class RiscvConformanceTest extends ArchitectureConformance {
  @Override
  protected Architecture architecture() {
    return new RiscvArchitecture();
  }

  @Override
  protected String name() {
    return "riscv";
  }
}
