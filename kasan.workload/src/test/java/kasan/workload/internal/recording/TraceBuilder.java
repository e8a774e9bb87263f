// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.Locale;

/** Writes tracefs text event by event. */
final class TraceBuilder {
  private final StringBuilder text = new StringBuilder("# tracer: nop\n#\n");
  private long micros = 1_000_000;

  TraceBuilder header(int cpus) {
    text.append("# entries-in-buffer/entries-written: 0/0   #P:").append(cpus).append('\n');
    return this;
  }

  TraceBuilder pageAlloc(int cpu, long pfn, int order) {
    return event(
        cpu,
        "mm_page_alloc: page=ffffea0000000000 pfn=0x%x order=%d migratetype=0 gfp_flags=GFP_KERNEL",
        pfn,
        order);
  }

  TraceBuilder cacheAlloc(int cpu, long address) {
    return event(
        cpu,
        "kmem_cache_alloc: call_site=f+0x1/0x2 ptr=%016x name=filp bytes_req=184 bytes_alloc=192"
            + " gfp_flags=GFP_KERNEL node=-1 accounted=true",
        address);
  }

  TraceBuilder kfree(int cpu, long address) {
    return event(cpu, "kfree: call_site=f+0x1/0x2 ptr=%016x", address);
  }

  private TraceBuilder event(int cpu, String format, Object... values) {
    micros++;
    text.append(
        String.format(
            Locale.ROOT,
            "              sh-4242    [%03d] ..... %5d.%06d: ",
            cpu,
            micros / 1_000_000,
            micros % 1_000_000));
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
