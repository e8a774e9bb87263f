// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

/** What a recording does not tell of its machine, since every x86-64 kernel has it so. */
final class RecordedX86 {
  /** Pages of 4 KiB. */
  static final int PAGE_SHIFT = 12;

  /** Where the direct map starts when KASLR does not move it, with 4 and with 5 levels. */
  static final long[] DIRECT_MAP_BASES = {0xffff888000000000L, 0xff11000000000000L};

  /** KASLR moves the direct map by whole GiB (PUD_SIZE). */
  static final int DIRECT_MAP_ALIGN_SHIFT = 30;

  /** THREAD_SIZE: order 2. */
  static final long TASK_STACK_BYTES = 4L << PAGE_SHIFT;

  /**
   * IRQ stack of order 2, and exception stacks of order 1 (since 5.16) for double fault, NMI, debug
   * and machine check.
   */
  static final long PER_CPU_STACK_BYTES = (4L << PAGE_SHIFT) + 4 * (2L << PAGE_SHIFT);

  private RecordedX86() {}
}
