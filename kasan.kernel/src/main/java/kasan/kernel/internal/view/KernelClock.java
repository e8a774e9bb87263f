// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

/** The event being told: when, and on which CPU. One for a kernel and all its views. */
public final class KernelClock {
  /** Nanoseconds of the kernel's clock. */
  public long nanos;

  /** The CPU that runs. */
  public int cpu;

  /** When the first piece of work that any shadow put off may be due; never later than that. */
  long nextDue = DeferredQueue.NEVER;
}
