// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.memory.PfnRange;
import kasan.api.workload.SlabInfo;
import org.jspecify.annotations.Nullable;

/**
 * What shows in /proc that a kernel was built with generic KASAN: its configuration, what it said
 * when it booted, or kmalloc caches whose slots are larger than their name says, for redzones.
 *
 * <p>slub_debug makes slots larger as well, but takes no eighth of RAM: where the memory map is
 * known, MemTotal tells the two apart.
 */
public final class KasanTraces {
  private static final Pattern KMALLOC = Pattern.compile("kmalloc-(\\d{1,5})(k?)");

  /** A shadow byte for eight bytes. */
  private static final int GRANULE = 8;

  private KasanTraces() {}

  /**
   * Looks at the state before and after.
   *
   * @param ram the memory map; empty when not known
   * @param memTotalKb 0 when not known
   * @return the evidence in words; null when nothing shows it
   */
  public static @Nullable String of(
      @Nullable ProcState before,
      @Nullable ProcState after,
      List<PfnRange> ram,
      long memTotalKb,
      int pageShift) {
    for (ProcState state : new @Nullable ProcState[] {before, after}) {
      Optional<String> told = state == null ? Optional.empty() : state.kasanTold();
      if (told.isPresent()) {
        return told.get().isEmpty() ? null : told.get();
      }
    }
    String redzones = before == null ? null : redzones(before.slabs());
    if (redzones == null && after != null) {
      redzones = redzones(after.slabs());
    }
    if (redzones == null || ram.isEmpty() || memTotalKb == 0) {
      return redzones;
    }
    long pages = 0;
    for (PfnRange range : ram) {
      pages += range.pages();
    }
    long ramKb = pages << (pageShift - 10);
    return memTotalKb <= ramKb - ramKb / GRANULE ? redzones : null;
  }

  /** A kmalloc cache with room for redzones, when all have it; null when one has none. */
  private static @Nullable String redzones(List<SlabInfo> slabs) {
    String shown = null;
    for (SlabInfo slab : slabs) {
      Matcher name = KMALLOC.matcher(slab.name());
      if (!name.matches()) {
        continue;
      }
      long bytes = Long.parseLong(name.group(1)) << (name.group(2).isEmpty() ? 0 : 10);
      if (slab.objectBytes() <= bytes) {
        if (bytes <= LARGEST_WITH_REDZONE) {
          return null;
        }
      } else if (shown == null || bytes == USUAL) {
        shown =
            String.format(
                Locale.ROOT, "%s of %d bytes in slabinfo", slab.name(), slab.objectBytes());
      }
    }
    return shown;
  }

  /** Larger objects may have their redzone in what the page leaves over. */
  private static final long LARGEST_WITH_REDZONE = 2048;

  /** The cache that is named, where there is a choice. */
  private static final long USUAL = 64;
}
