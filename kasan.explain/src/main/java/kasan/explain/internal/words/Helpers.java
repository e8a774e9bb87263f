// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.List;
import java.util.Set;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tells functions that only carry a bug out - KASAN's own, allocators, memory and string functions
 * - from those that have it.
 */
final class Helpers {
  private static final List<String> PREFIXES =
      List.of(
          "__asan_",
          "__hwasan_",
          "__kasan_",
          "____kasan_",
          "kasan_save_",
          "kasan_set_",
          "kasan_report",
          "kasan_check_",
          "kasan_kmalloc",
          "kasan_slab_",
          "kasan_krealloc",
          "kasan_record_aux_stack",
          "kasan_poison_",
          "kasan_unpoison_",
          "kasan_quarantine_",
          "kasan_object_err",
          "print_address_",
          "__kmalloc",
          "__kmem_cache_",
          "__slab_",
          "___slab_",
          "slab_",
          "__vmalloc_",
          "__alloc_",
          "alloc_pages",
          "__free_pages",
          "free_pages",
          "save_stack",
          "stack_trace_save",
          "__call_rcu",
          "__queue_work",
          "el1",
          "do_tag_",
          "do_mem_abort");
  private static final Set<String> NAMES =
      Set.of(
          "call_rcu",
          "kvfree_call_rcu",
          "insert_work",
          "queue_work_on",
          "queue_delayed_work_on",
          "task_work_add",
          "irq_work_queue",
          "print_report",
          "dump_stack",
          "dump_stack_lvl",
          "__dump_stack",
          "dump_backtrace",
          "show_stack",
          "set_track",
          "check_memory_region",
          "check_memory_region_inline",
          "check_slab_allocation",
          "__do_kernel_fault",
          "end_report",
          "kmalloc",
          "kmalloc_array",
          "kmalloc_trace",
          "kmalloc_node_trace",
          "kmalloc_large",
          "kmalloc_large_node",
          "kmalloc_order",
          "kmalloc_order_trace",
          "kzalloc",
          "kcalloc",
          "krealloc",
          "kmem_cache_alloc",
          "kmem_cache_alloc_lru",
          "kmem_cache_alloc_node",
          "kmem_cache_alloc_trace",
          "kmem_cache_alloc_node_trace",
          "kmem_cache_zalloc",
          "kmem_cache_free",
          "kfree",
          "kfree_sensitive",
          "kzfree",
          "kvfree",
          "kvmalloc",
          "kvmalloc_node",
          "__kvmalloc_node",
          "free_large_kmalloc",
          "ksize",
          "vmalloc",
          "vzalloc",
          "vfree",
          "mempool_alloc",
          "mempool_free",
          "memcpy",
          "memmove",
          "memset",
          "memcmp",
          "memchr",
          "strlen",
          "strnlen",
          "strcmp",
          "strncmp",
          "strchr",
          "strrchr",
          "strcpy",
          "strncpy",
          "strscpy");

  private Helpers() {}

  /** Whether a function only carries out what another one asked for. */
  static boolean isHelper(Symbol symbol) {
    String name = symbol.name();
    int dot = name.indexOf('.');
    if (dot > 0) {
      name = name.substring(0, dot);
    }
    if (name.endsWith("_noprof")) {
      name = name.substring(0, name.length() - "_noprof".length());
    }
    if (NAMES.contains(name)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The innermost function of a trace that is no helper; null where there is none. */
  static @Nullable Symbol responsible(StackTrace trace) {
    for (Frame frame : trace.reliableFrames()) {
      if (!isHelper(frame.symbol())) {
        return frame.symbol();
      }
    }
    return null;
  }
}
