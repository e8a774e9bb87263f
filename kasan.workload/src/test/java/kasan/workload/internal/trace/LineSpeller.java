// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes up lines of traces, spelled as one kernel or another spells them: columns, prefixes, order
 * of fields, fields nobody knows.
 */
final class LineSpeller {
  private static final List<String> TASKS =
      List.of(
          "sh",
          "kworker/0:1",
          "<idle>",
          "<...>",
          "a-1",
          "Web Content",
          "x: y",
          "[k]",
          "pid=7 prio=1",
          "-",
          "a-1 [0] 1.0: b:");
  private static final List<String> CACHES = List.of("filp", "dentry", "kmalloc-rcl-8k", "a b c");
  private static final List<String> FLAGS =
      List.of("GFP_KERNEL", "GFP_KERNEL|__GFP_ZERO", "GFP_HIGHUSER_MOVABLE|__GFP_COMP", "0xdc0");

  private final Random random;
  private final Dialect dialect;
  private final boolean hexPfn;
  private final boolean accounted;
  private final boolean named;
  private final boolean shuffled;
  private final boolean aligned;
  private final boolean tgid;
  private final String flags;

  /** A kernel and a writer, chosen by the seed. */
  LineSpeller(long seed, Dialect dialect) {
    this.random = new Random(seed);
    this.dialect = dialect;
    this.hexPfn = random.nextBoolean();
    this.accounted = random.nextBoolean();
    this.named = random.nextBoolean();
    this.shuffled = random.nextInt(4) == 0;
    this.aligned = random.nextInt(4) != 0;
    this.tgid = dialect != Dialect.PERF && random.nextInt(4) == 0;
    this.flags = dialect == Dialect.TRACEFS ? pick(List.of("..... ", ".... ", "d.s1. ", "")) : "";
  }

  String line() {
    String task = pick(TASKS);
    int pid = random.nextInt(100_000);
    String time = random.nextInt(5000) + "." + (random.nextBoolean() ? "123456" : "987654321");
    String event = event();
    int colon = event.indexOf(": ");
    String cpu = String.format("[%03d]", random.nextInt(300));
    if (dialect == Dialect.PERF) {
      String pids = random.nextBoolean() ? String.format("%5d", pid) : "1/" + pid;
      String group = event.startsWith("task") ? "task:" : "kmem:";
      return String.format(
          aligned ? "%16s %s %s  %12s: %30s %s" : "%s %s %s %s: %s %s",
          task,
          pids,
          cpu,
          time,
          group + event.substring(0, colon + 1),
          event.substring(colon + 2));
    }
    String group = tgid ? String.format("(%7s) ", random.nextBoolean() ? "-------" : "42") : "";
    String format =
        dialect == Dialect.TRACE_CMD
            ? aligned ? "%16s-%-5d %s%s %s%12s: %-20s %s" : "%s-%d %s%s %s%s: %s %s"
            : aligned ? "%16s-%-7d %s%s %s%12s: %s %s" : "%s-%d %s%s %s%s: %s %s";
    return String.format(
        format,
        task,
        pid,
        group,
        cpu,
        flags,
        time,
        event.substring(0, colon + 1),
        event.substring(colon + 2));
  }

  private String event() {
    var fields = new ArrayList<String>();
    String site = "call_site=" + pick(List.of("f+0x1/0x2", "f+0x1/0x2 [mod]", "ffffffff811a2e5e"));
    switch (random.nextInt(8)) {
      case 0 -> {
        fields.add(site);
        allocation(fields);
        return pick(List.of("kmalloc: ", "kmalloc_node: ")) + join(fields);
      }
      case 1 -> {
        fields.add(site);
        allocation(fields);
        if (named) {
          fields.add(2, "name=" + pick(CACHES));
        }
        return pick(List.of("kmem_cache_alloc: ", "kmem_cache_alloc_node: ")) + join(fields);
      }
      case 2 -> {
        return "kfree: " + site + " " + (random.nextInt(3) == 0 ? "ptr=(nil)" : pointer());
      }
      case 3 -> {
        return "kmem_cache_free: "
            + site
            + " "
            + pointer()
            + (named ? " name=" + pick(CACHES) : "");
      }
      case 4 -> {
        page(fields);
        fields.add("migratetype=1");
        return "mm_page_alloc: " + join(fields) + " gfp_flags=" + pick(FLAGS);
      }
      case 5 -> {
        page(fields);
        return "mm_page_free: " + join(fields);
      }
      case 6 -> {
        return "task_newtask: pid="
            + random.nextInt(99999)
            + " comm="
            + pick(TASKS)
            + " clone_flags="
            + Long.toHexString(random.nextInt() & 0xffffffffL)
            + " oom_score_adj=0";
      }
      default -> {
        return "sched_process_exit: comm="
            + pick(TASKS)
            + " pid="
            + random.nextInt(99999)
            + " prio=120"
            + (accounted ? " group_dead=true" : "");
      }
    }
  }

  private void allocation(List<String> fields) {
    fields.add(pointer());
    fields.add("bytes_req=" + random.nextInt(10_000));
    fields.add("bytes_alloc=" + random.nextInt(10_000));
    fields.add("gfp_flags=" + pick(FLAGS));
    fields.add("node=-1");
    if (accounted) {
      fields.add("accounted=" + random.nextBoolean());
    }
  }

  private void page(List<String> fields) {
    long pfn = random.nextInt(1 << 26);
    fields.add("page=ffffea0009abc600");
    fields.add("pfn=" + (hexPfn ? "0x" + Long.toHexString(pfn) : Long.toString(pfn)));
    fields.add("order=" + random.nextInt(11));
  }

  private String pointer() {
    String digits = Long.toHexString(0xffff800000000000L | random.nextLong() >>> 17);
    return "ptr=" + (dialect == Dialect.TRACEFS ? "" : "0x") + digits;
  }

  /** The last field keeps its place: it tells a whole line. */
  private String join(List<String> fields) {
    if (shuffled) {
      Collections.shuffle(fields.subList(0, fields.size() - 1), random);
    }
    if (random.nextInt(5) == 0) {
      fields.add(random.nextInt(fields.size()), "colour=blue");
    }
    return String.join(" ", fields);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
