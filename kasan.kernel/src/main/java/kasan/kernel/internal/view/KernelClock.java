// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

/** The event being told: when, and on which CPU. One for a kernel and all its views. */
public final class KernelClock {
  /** Nanoseconds of the kernel's clock. */
  public long nanos;

  /** The CPU that runs. */
  public int cpu;
}
