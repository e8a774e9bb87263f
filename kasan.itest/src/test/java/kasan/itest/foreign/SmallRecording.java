// SPDX-License-Identifier: Apache-2.0
package kasan.itest.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A recording of a machine of 64 MiB that allocates and frees a few objects. */
final class SmallRecording {
  private static final int PAGES = 1 << 14;
  private static final long DIRECT_MAP = 0xffff888000000000L;
  private static final int OBJECTS = 200;
  private static final long VMALLOC = 0xffffc90000000000L;
  private static final long AREA = VMALLOC + 0x100000;
  private static final long AREA_END = AREA + 0x5000;

  private SmallRecording() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("trace.txt"), trace());
    for (String moment : List.of("before", "after")) {
      Path state = Files.createDirectories(folder.resolve(moment));
      Files.writeString(
          state.resolve("meminfo"), "MemTotal:       60000 kB\nMemFree:        40000 kB\n");
      Files.writeString(
          state.resolve("slabinfo"),
          "slabinfo - version: 2.1\n"
              + "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> :"
              + " tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs>"
              + " <num_slabs> <sharedavail>\n"
              + "filp     100 126 192 21 1 : tunables 0 0 0 : slabdata 6 6 0\n");
      Files.writeString(
          state.resolve("buddyinfo"),
          "Node 0, zone    DMA32      4      2      4      2      5      4      4      4      5     "
              + " 3     4\n");
      Files.writeString(
          state.resolve("pagetypeinfo"),
          """
          Page block order: 9
          Pages per block:  512

          Free pages count per migrate type at order       0      1      2
          Node    0, zone    DMA32, type    Unmovable      1      2      4

          Number of blocks type     Unmovable      Movable
          Node 0, zone    DMA32            8            24
          """);
      Files.writeString(
          state.resolve("vmallocinfo"),
          "0xffffc90000000000-0xffffc90000005000   20480 dup_task_struct+0x1/0x2 pages=4 vmalloc\n");
      Files.write(state.resolve("kpageflags"), new byte[PAGES * Long.BYTES]);
    }
  }

  private static String trace() {
    var text =
        new StringBuilder("# tracer: nop\n#\n# entries-in-buffer/entries-written: 0/0   #P:2\n");
    for (int i = 0; i < OBJECTS; i++) {
      event(
          text,
          i,
          "kmem_cache_alloc: call_site=f+0x1/0x2 ptr=%016x name=filp bytes_req=184"
              + " bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 accounted=true",
          DIRECT_MAP + 0x1000000 + i * 192L / 4032 * 4096 + i * 192L % 4032);
    }
    for (int i = 0; i < OBJECTS; i += 2) {
      event(
          text,
          OBJECTS + i,
          "kmem_cache_free: call_site=f+0x1/0x2 ptr=%016x name=filp",
          DIRECT_MAP + 0x1000000 + i * 192L / 4032 * 4096 + i * 192L % 4032);
    }
    for (int i = 0; i < OBJECTS; i++) {
      event(
          text,
          2 * OBJECTS + i,
          "mm_page_alloc: page=ffffea0000000000 pfn=0x%x order=0 migratetype=0"
              + " gfp_flags=GFP_KERNEL",
          0x2000L + i);
    }
    event(text, 3 * OBJECTS, "mm_page_free: page=ffffea0000000000 pfn=0x%x order=0", 0x2000L);
    int last = 3 * OBJECTS;
    event(
        text,
        ++last,
        "alloc_vmap_area: va_start: %s size=20480 align=4096 vstart=0x%x vend=0x%x failed=0",
        Long.toUnsignedString(AREA),
        VMALLOC,
        AREA_END);
    event(text, ++last, "free_vmap_area_noflush: va_start=0x%x nr_lazy=5 nr_lazy_max=16384", AREA);
    event(text, ++last, "purge_vmap_area_lazy: start=0x%x end=0x%x num_purged=1", AREA, AREA_END);
    return text.toString();
  }

  private static void event(StringBuilder text, int micros, String format, Object... values) {
    text.append(
            String.format(Locale.ROOT, "              sh-4242    [000] .....     1.%06d: ", micros))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
