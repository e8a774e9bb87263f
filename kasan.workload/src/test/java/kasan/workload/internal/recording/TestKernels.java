// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMaps;

/** The kernels of the built-in architectures. */
public final class TestKernels {
  private TestKernels() {}

  /** Those that recordings may come from. */
  public static KnownKernels known() {
    return new KnownKernels(
        List.of(new X86Architecture(), new Arm64Architecture(), new OnlyNamed()));
  }

  /** A kernel that can be told apart and no more. */
  private static final class OnlyNamed implements DirectMaps {
    @Override
    public List<DirectMap> directMaps() {
      return List.of(DirectMap.named("far64", "", 0xc000000000000000L, 0xcfffffffffffffffL));
    }
  }
}
