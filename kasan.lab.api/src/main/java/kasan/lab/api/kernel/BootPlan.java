// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.lab.api.recording.Ageing;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import org.jspecify.annotations.Nullable;

/**
 * The kernel to boot.
 *
 * @param ramMib RAM in MiB, as one gives it to a virtual machine
 * @param cpus number of CPUs
 * @param profile name of a built-in profile, or path of a profile file: image sizes, what the plain
 *     kernel reserves
 * @param layout class of object layout and pointers
 * @param instrumentation what was compiled in
 * @param vmapStack whether task stacks lie in vmalloc space
 * @param seed of every choice that a real machine leaves to chance
 * @param ageing how fragmented its memory is; null for a machine that has just booted
 */
public record BootPlan(
    long ramMib,
    int cpus,
    String profile,
    LayoutClass layout,
    Instrumentation instrumentation,
    boolean vmapStack,
    long seed,
    @Nullable Ageing ageing) {
  /** A machine that has just booted. */
  public BootPlan(
      long ramMib,
      int cpus,
      String profile,
      LayoutClass layout,
      Instrumentation instrumentation,
      boolean vmapStack,
      long seed) {
    this(ramMib, cpus, profile, layout, instrumentation, vmapStack, seed, null);
  }
}
