// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMap.Origin;
import kasan.api.arch.KernelFacts;
import kasan.api.arch.KernelFacts.ProcMark;

/**
 * The arm64 kernels that recordings come from, with pages of 4 KiB.
 *
 * <p>Linear maps from arch/arm64/include/asm/memory.h and Documentation/arch/arm64/memory.rst:
 * since Linux 5.4 the map begins where the kernel half of the address space begins, before it began
 * half way up. It starts with RAM, rounded down to 1 GiB (ARM64_MEMSTART_ALIGN with pages of 4
 * KiB); KASLR may move RAM within it. Of the maps before 5.4 the first part is taken, as far as it
 * is nobody else's.
 */
final class Arm64DirectMaps {
  private static final int PAGE_SHIFT = 12;
  private static final int MEMSTART_SHIFT = 30;

  /** THREAD_SIZE, 16 KiB. */
  private static final long TASK_STACK_BYTES = 4L << PAGE_SHIFT;

  /**
   * IRQ_STACK_SIZE is THREAD_SIZE; overflow stack of 4 KiB. SDEI's and shadow call stacks apart.
   */
  private static final long PER_CPU_STACK_BYTES = TASK_STACK_BYTES + (1L << PAGE_SHIFT);

  private static final KernelFacts FACTS =
      KernelFacts.of(PAGE_SHIFT)
          .taskStackBytes(TASK_STACK_BYTES)
          .perCpuStackBytes(PER_CPU_STACK_BYTES)
          .marks(List.of(new ProcMark("cpuinfo", "CPU implementer")))
          .build();

  private Arm64DirectMaps() {}

  static List<DirectMap> all() {
    return List.of(
        kernel("48-bit addresses", 0xffff000000000000L, 0xffff7fffffffffffL),
        kernel("39-bit addresses", 0xffffff8000000000L, 0xffffffbfffffffffL),
        kernel("52-bit addresses", 0xfff0000000000000L, 0xfff7ffffffffffffL),
        kernel("48-bit addresses, before 5.4", 0xffff800000000000L, 0xffff87ffffffffffL),
        kernel("39-bit addresses, before 5.4", 0xffffffc000000000L, 0xffffffcfffffffffL));
  }

  private static DirectMap kernel(String title, long first, long last) {
    return DirectMap.of("arm64", title, first, last)
        .origin(Origin.RAM_START_MOVABLE)
        .alignShift(MEMSTART_SHIFT)
        .kernel(FACTS)
        .build();
  }
}
