// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.List;
import java.util.stream.Stream;
import kasan.lab.api.finding.Symbol;

/**
 * A way to give memory back later than somebody asks for it. Generic KASAN keeps the stack of that
 * request in the metadata of the object (kasan_record_aux_stack).
 */
public enum Deferral {
  /** call_rcu with a callback of the program. */
  CALL_RCU(0, "_reclaim"),
  /** A free that SLUB_RCU_DEBUG puts off until nobody may read the object. */
  SLUB_RCU_DEBUG(0, ""),
  /** A work item whose function frees it. */
  WORK(11, "_work");

  private static final List<Symbol> SOFTIRQ =
      List.of(
          new Symbol("rcu_do_batch", 0x370, 0xe30),
          new Symbol("rcu_core", 0x2a5, 0x4e0),
          new Symbol("handle_softirqs", 0x1a3, 0x5d0),
          new Symbol("__irq_exit_rcu", 0xb0, 0xe0),
          new Symbol("sysvec_apic_timer_interrupt", 0x71, 0x90),
          new Symbol("asm_sysvec_apic_timer_interrupt", 0x1a, 0x20));
  private static final List<Symbol> WORKER =
      List.of(
          new Symbol("process_one_work", 0x5b1, 0xe40),
          new Symbol("worker_thread", 0x4e3, 0xbb0),
          new Symbol("kthread", 0x262, 0x330),
          new Symbol("ret_from_fork", 0x31, 0x70),
          new Symbol("ret_from_fork_asm", 0x11, 0x20));

  private final int pid;
  private final String suffix;

  Deferral(int pid, String suffix) {
    this.pid = pid;
    this.suffix = suffix;
  }

  /** Of the task in which it is done: a worker's, or the idle task's that a softirq came upon. */
  int pid() {
    return pid;
  }

  /** From the recording of the stack up to the program, innermost first. */
  List<Symbol> asking() {
    return switch (this) {
      case CALL_RCU -> List.of(new Symbol("__call_rcu_common.constprop.0", 0x6b, 0x870));
      case SLUB_RCU_DEBUG -> List.of(new Symbol("kmem_cache_free", 0x1c7, 0x420));
      case WORK ->
          List.of(
              new Symbol("insert_work", 0x2e, 0x270),
              new Symbol("__queue_work", 0x5b5, 0xd60),
              new Symbol("queue_work_on", 0x7d, 0x90));
    };
  }

  /**
   * From the free up to where the task began, innermost first.
   *
   * @param asker function that asked for it; the one that does it is named after it
   */
  List<Symbol> doing(String asker) {
    Symbol own =
        suffix.isEmpty()
            ? new Symbol("slab_free_after_rcu_debug", 0xc3, 0x2b0)
            : new Symbol(asker + suffix, 0x18, 0x30);
    return Stream.concat(Stream.of(own), (this == WORK ? WORKER : SOFTIRQ).stream()).toList();
  }
}
