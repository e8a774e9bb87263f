// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.scheme.Instrumentation;

/**
 * Stack traces of a program. A case is a function whose instructions lie at the lines of its text;
 * what is below and above it are the functions that Linux 6.12 has there for a KUnit case.
 */
final class Traces {
  private static final int BYTES_A_LINE = 16;
  private static final List<Symbol> BASE =
      List.of(
          new Symbol("kunit_try_run_case", 0x190, 0x450),
          new Symbol("kunit_generic_run_threadfn_adapter", 0x79, 0xe0),
          new Symbol("kthread", 0x262, 0x330),
          new Symbol("ret_from_fork", 0x31, 0x70),
          new Symbol("ret_from_fork_asm", 0x11, 0x20));
  private static final List<Symbol> SAVE =
      List.of(
          new Symbol("kasan_save_stack", 0x39, 0x60), new Symbol("kasan_save_track", 0x14, 0x30));
  private static final List<Symbol> FREE_CHECK =
      List.of(
          new Symbol("kasan_report_invalid_free", 0xca, 0xf0),
          new Symbol("check_slab_allocation", 0x17c, 0x1c0),
          new Symbol("__kasan_slab_pre_free", 0x9, 0x10));

  private final int lastLine;
  private final Instrumentation instrumentation;

  /**
   * @param lastLine of the program
   * @param instrumentation of the kernel
   */
  Traces(int lastLine, Instrumentation instrumentation) {
    this.lastLine = lastLine;
    this.instrumentation = instrumentation;
  }

  /** The place in its function where a program stands. */
  Symbol function(Spot spot) {
    return symbol(spot.calls().get(0));
  }

  private Symbol symbol(Spot.Call call) {
    long size = (long) BYTES_A_LINE * (lastLine + 2);
    return new Symbol(call.function(), (long) BYTES_A_LINE * call.line() + BYTES_A_LINE / 2, size);
  }

  /** How an access or a free came about that is reported. */
  StackTrace reported(Spot spot, Judgement event) {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(new Symbol("dump_stack_lvl", 0x57, 0x70));
    symbols.add(new Symbol("print_report", 0xc7, 0x630));
    if (event.act == Judgement.Act.FREE) {
      symbols.addAll(FREE_CHECK);
      symbols.add(new Symbol(freeFunction(spot.verb()), 0xe2, 0x300));
    } else {
      symbols.add(new Symbol("kasan_report", 0x107, 0x140));
      symbols.addAll(checks(spot.verb(), event));
    }
    List<TraceLine> lines = new ArrayList<>();
    lines.add(new TraceLine.Marker(" <TASK>"));
    append(lines, symbols);
    append(lines, callers(spot));
    lines.add(new TraceLine.Marker(" </TASK>"));
    return new StackTrace(lines);
  }

  /** From where something was allocated. */
  StackTrace allocated(Spot spot) {
    List<Symbol> symbols = new ArrayList<>(SAVE);
    symbols.add(new Symbol("kasan_save_alloc_info", 0x37, 0x40));
    if (spot.verb().startsWith("cache") || spot.verb().startsWith("mempool_slab")) {
      symbols.add(new Symbol("__kasan_slab_alloc", 0x6e, 0x70));
      symbols.add(new Symbol("kmem_cache_alloc_noprof", 0x103, 0x2a0));
    } else {
      symbols.add(new Symbol("__kasan_kmalloc", 0x90, 0xa0));
      symbols.add(new Symbol("__kmalloc_noprof", 0x1bd, 0x3c0));
    }
    return trace(symbols, spot);
  }

  /** From where something was freed. */
  StackTrace freed(Spot spot) {
    List<Symbol> symbols = freeing();
    symbols.add(new Symbol(freeFunction(spot.verb()), 0xfe, 0x300));
    return trace(symbols, spot);
  }

  /** From where work on something was queued. */
  StackTrace queued(Chronicle.Queued work) {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(SAVE.get(0));
    symbols.add(new Symbol("__kasan_record_aux_stack", 0xac, 0xc0));
    symbols.addAll(work.how().asking());
    return trace(symbols, work.from());
  }

  /** From where something was freed by work that had been queued. */
  StackTrace freedLater(Chronicle.Queued work) {
    List<Symbol> symbols = freeing();
    if (work.how() != Deferral.SLUB_RCU_DEBUG) {
      symbols.add(new Symbol("kfree", 0xfe, 0x300));
    }
    symbols.addAll(work.how().doing(work.from().calls().get(0).function()));
    List<TraceLine> lines = new ArrayList<>();
    append(lines, symbols);
    return new StackTrace(lines);
  }

  private static List<Symbol> freeing() {
    List<Symbol> symbols = new ArrayList<>(SAVE);
    symbols.add(new Symbol("kasan_save_free_info", 0x3b, 0x50));
    symbols.add(new Symbol("__kasan_slab_free", 0x38, 0x50));
    return symbols;
  }

  private StackTrace trace(List<Symbol> symbols, Spot spot) {
    List<TraceLine> lines = new ArrayList<>();
    append(lines, symbols);
    append(lines, callers(spot));
    return new StackTrace(lines);
  }

  private List<Symbol> callers(Spot spot) {
    List<Symbol> symbols = new ArrayList<>();
    for (Spot.Call call : spot.calls()) {
      symbols.add(symbol(call));
    }
    symbols.addAll(BASE);
    return symbols;
  }

  private static void append(List<TraceLine> lines, List<Symbol> symbols) {
    for (Symbol symbol : symbols) {
      lines.add(new TraceLine.Frame(symbol));
    }
  }

  private static String freeFunction(String verb) {
    return verb.startsWith("cache") ? "kmem_cache_free" : "kfree";
  }

  /** What looked at an access: compiled code, its runtime, or an interceptor. */
  private List<Symbol> checks(String verb, Judgement event) {
    boolean write = event.act == Judgement.Act.WRITE;
    switch (verb) {
      case "memset", "memcpy", "memmove" -> {
        return List.of(
            new Symbol("kasan_check_range", 0x11b, 0x1f0),
            new Symbol("__asan_" + verb, 0x23, 0x60));
      }
      case "check_read" -> {
        return List.of(
            new Symbol("kasan_check_range", 0x11b, 0x1f0),
            new Symbol("__kasan_check_read", 0x11, 0x20));
      }
      case "check_write" -> {
        return List.of(
            new Symbol("kasan_check_range", 0x11b, 0x1f0),
            new Symbol("__kasan_check_write", 0x14, 0x20));
      }
      case "ksize", "krealloc", "kfree_sensitive" -> {
        return List.of(
            new Symbol("__kasan_check_byte", 0x36, 0x50),
            new Symbol(verb.equals("krealloc") ? "krealloc_noprof" : "ksize", 0x26, 0x80));
      }
      default -> {
        if (instrumentation == Instrumentation.HARDWARE) {
          return List.of();
        }
        boolean typed = event.bytes <= 16 && Long.bitCount(event.bytes) == 1;
        String what = (write ? "store" : "load") + (typed ? Long.toString(event.bytes) : "_n");
        return List.of(
            instrumentation == Instrumentation.INLINE
                ? new Symbol("__asan_report_" + what + "_noabort", 0x14, 0x20)
                : new Symbol("__asan_" + what.replace("_n", "N"), 0x5d, 0x90));
      }
    }
  }
}
