// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.SchemeChoice;

/** A kernel that places what a workload asks for and pays for its shadow. */
public final class PlacingRunKernel implements RunKernel {
  private final ModelledKernel kernel;

  /** Of a kernel that has booted. */
  public PlacingRunKernel(ModelledKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public AttachedShadow standing() {
    return kernel.current();
  }

  @Override
  public AttachedShadow replace(SchemeChoice scheme) {
    return kernel.swap(scheme);
  }

  @Override
  public void judge(AccessJudge judge) {
    kernel.judge(judge);
  }

  @Override
  public Verdicts verdicts() {
    return kernel.verdicts();
  }

  @Override
  public ModelledKernel modelled() {
    return kernel;
  }

  @Override
  public long memTotalKb() {
    return kernel.memTotalKb();
  }

  @Override
  public Long memFreeKb() {
    return kernel.memFreeKb();
  }

  @Override
  public boolean outOfMemory() {
    return kernel.outOfMemory();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
