// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMap.Origin;
import kasan.api.arch.KernelFacts;
import kasan.api.arch.KernelFacts.ProcMark;

/**
 * The 64-bit RISC-V kernels that recordings come from.
 *
 * <p>PAGE_OFFSET from arch/riscv/include/asm/page.h and Kconfig; the map starts with the first RAM,
 * rounded down to PMD_SIZE (setup_bootmem in arch/riscv/mm/init.c). KASLR moves the image, not the
 * direct map.
 */
final class RiscvDirectMaps {
  private static final int PMD_SHIFT = 21;
  private static final long SV39_BYTES = PagingMode.SV39.directMapBytes();

  /** THREAD_SIZE: THREAD_SIZE_ORDER is 2. */
  private static final long TASK_STACK_BYTES = 4L << PagingMode.PAGE_SHIFT;

  /** IRQ_STACK_SIZE is THREAD_SIZE, OVERFLOW_STACK_SIZE 4 KiB. */
  private static final long PER_CPU_STACK_BYTES = TASK_STACK_BYTES + (1L << PagingMode.PAGE_SHIFT);

  private static final KernelFacts FACTS =
      KernelFacts.of(PagingMode.PAGE_SHIFT)
          .taskStackBytes(TASK_STACK_BYTES)
          .perCpuStackBytes(PER_CPU_STACK_BYTES)
          .marks(List.of(new ProcMark("cpuinfo", "hart")))
          .build();

  private RiscvDirectMaps() {}

  static List<DirectMap> all() {
    return List.of(
        of(PagingMode.SV39),
        of(PagingMode.SV48),
        of(PagingMode.SV57),
        map("Sv39, before 6.12", 0xffffffd800000000L, SV39_BYTES - (4L << 30)),
        map("Sv39, before 5.17", 0xffffffe000000000L, SV39_BYTES));
  }

  private static DirectMap of(PagingMode mode) {
    long bytes = RiscvLayout.directMapEnd(mode) - mode.pageOffset();
    return map(mode.title(), mode.pageOffset(), bytes);
  }

  private static DirectMap map(String title, long start, long bytes) {
    return DirectMap.of(RiscvArchitecture.NAME, title, start, start + bytes - 1)
        .origin(Origin.RAM_START)
        .alignShift(PMD_SHIFT)
        .kernel(FACTS)
        .build();
  }
}
