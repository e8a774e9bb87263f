// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.KernelFacts;
import kasan.api.arch.KernelFacts.ProcMark;

/**
 * The x86-64 kernels that recordings come from.
 *
 * <p>Direct maps from Documentation/arch/x86/x86_64/mm.rst and
 * arch/x86/include/asm/page_64_types.h: Linux 4.20 moved them up to make room for the LDT remap of
 * page-table isolation. KASLR moves a map by whole GiB (PUD_SIZE) up to the CPU entry area
 * (arch/x86/mm/kaslr.c).
 */
final class X86DirectMaps {
  private static final int PAGE_SHIFT = 12;
  private static final long PAGE = 1L << PAGE_SHIFT;
  private static final int PUD_SHIFT = 30;

  /** Up to here all RAM is mapped, holes included (init_memory_mapping, ISA_END_ADDRESS). */
  private static final long ISA_END_BYTES = 1L << 20;

  /** THREAD_SIZE: order 2. */
  private static final long TASK_STACK_BYTES = 4 * PAGE;

  /**
   * IRQ stack of order 2, and exception stacks of order 1 (since 5.16) for double fault, NMI, debug
   * and machine check.
   */
  private static final long PER_CPU_STACK_BYTES = 4 * PAGE + 4 * (2 * PAGE);

  private static final long CPU_ENTRY_AREA = 0xfffffe0000000000L;

  /** Where the shadow of 5 levels lies. */
  private static final long KASAN_SHADOW_5_LEVELS = 0xffdf000000000000L;

  private static final KernelFacts FACTS =
      KernelFacts.of(PAGE_SHIFT)
          .lowBytes(ISA_END_BYTES)
          .taskStackBytes(TASK_STACK_BYTES)
          .perCpuStackBytes(PER_CPU_STACK_BYTES)
          .marks(
              List.of(
                  new ProcMark("cpuinfo", "cpuid level"), new ProcMark("meminfo", "DirectMap2M")))
          .build();

  private X86DirectMaps() {}

  static List<DirectMap> all() {
    return List.of(
        kernel("4 levels of page tables", 0xffff888000000000L, CPU_ENTRY_AREA - 1),
        kernel("5 levels of page tables", 0xff11000000000000L, KASAN_SHADOW_5_LEVELS - 1),
        kernel("4 levels of page tables, before 4.20", 0xffff880000000000L, CPU_ENTRY_AREA - 1),
        kernel(
            "5 levels of page tables, before 4.20",
            0xff10000000000000L,
            KASAN_SHADOW_5_LEVELS - 1));
  }

  private static DirectMap kernel(String title, long directMap, long last) {
    return DirectMap.of("x86", title, directMap, last).alignShift(PUD_SHIFT).kernel(FACTS).build();
  }
}
