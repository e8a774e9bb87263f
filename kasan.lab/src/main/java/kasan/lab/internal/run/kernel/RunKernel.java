// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.kernel;

import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.SchemeChoice;
import org.jspecify.annotations.Nullable;

/** The kernel of a run, on which one shadow stands at a time. */
public interface RunKernel extends AutoCloseable {
  /** The kernel. */
  Kernel kernel();

  /** The shadow that stands. */
  AttachedShadow standing();

  /**
   * Builds another shadow from the truth, then retires the one that stood.
   *
   * @throws kasan.api.scheme.OutOfFramesException when memory does not suffice; the old one stays
   * @throws kasan.api.BadInputException when this kernel cannot go on with it; the old one stays
   * @throws kasan.lab.api.wall.ForeignFailure when the scheme fails; the old one stays
   */
  AttachedShadow replace(SchemeChoice scheme);

  /** Who is told of accesses. */
  void judge(AccessJudge judge);

  /** How what the shadow that stands said compares with the truth; null where nothing is judged. */
  @Nullable Verdicts verdicts();

  /** The kernel as one that runs code; null where a recording is followed. */
  default @Nullable ModelledKernel modelled() {
    return null;
  }

  /** MemTotal in kB; 0 when not known. */
  long memTotalKb();

  /** Free memory now in kB; null where the kernel has none of its own. */
  @Nullable Long memFreeKb();

  /** Whether memory ran out for good. */
  boolean outOfMemory();

  @Override
  void close();
}
