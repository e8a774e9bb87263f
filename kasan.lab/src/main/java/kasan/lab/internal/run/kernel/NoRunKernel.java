// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.SchemeChoice;
import org.jspecify.annotations.Nullable;

/** Of a run that has no kernel yet, or none any more. */
public enum NoRunKernel implements RunKernel {
  /** The one. */
  INSTANCE;

  private static IllegalStateException none() {
    return new IllegalStateException("the run has no kernel");
  }

  @Override
  public Kernel kernel() {
    throw none();
  }

  @Override
  public AttachedShadow standing() {
    throw none();
  }

  @Override
  public AttachedShadow replace(SchemeChoice scheme) {
    throw none();
  }

  @Override
  public void judge(AccessJudge judge) {
    throw none();
  }

  @Override
  public @Nullable Verdicts verdicts() {
    return null;
  }

  @Override
  public long memTotalKb() {
    return 0;
  }

  @Override
  public @Nullable Long memFreeKb() {
    return null;
  }

  @Override
  public boolean outOfMemory() {
    return false;
  }

  @Override
  public void close() {}
}
