// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import kasan.api.workload.Recording;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.SchemeChoice;
import org.jspecify.annotations.Nullable;

/** A kernel that follows a recording; shadows take their frames from beside its memory. */
public final class RecordedRunKernel implements RunKernel {
  private final Recording recording;
  private final Kernel kernel;
  private AttachedShadow standing;

  /**
   * @param recording closed with the runKernel
   */
  RecordedRunKernel(Recording recording, Kernel kernel, SchemeChoice scheme) {
    this.recording = recording;
    this.kernel = kernel;
    this.standing = kernel.attach(scheme);
  }

  Recording recording() {
    return recording;
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public AttachedShadow standing() {
    return standing;
  }

  @Override
  public AttachedShadow replace(SchemeChoice scheme) {
    AttachedShadow old = standing;
    standing = kernel.attach(scheme);
    old.close();
    return standing;
  }

  @Override
  public void judge(AccessJudge judge) {
    // a recording does not tell of accesses
  }

  @Override
  public @Nullable Verdicts verdicts() {
    return null;
  }

  @Override
  public long memTotalKb() {
    return recording.machine().memTotalKb();
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
  public void close() {
    kernel.close();
    recording.close();
  }
}
