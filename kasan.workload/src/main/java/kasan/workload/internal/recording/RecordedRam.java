// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.api.BadInputException;
import kasan.api.arch.KernelFacts;
import kasan.api.memory.PfnRange;
import kasan.api.workload.PageFlags;
import kasan.workload.internal.proc.KasanTraces;
import kasan.workload.internal.proc.MemoryMap;
import kasan.workload.internal.proc.ProcState;
import org.jspecify.annotations.Nullable;

/**
 * The RAM of a recorded machine: its memory map, else the frames that exist, else a guess from what
 * was seen. It is never less than MemTotal, which is RAM less what the kernel took for itself.
 */
final class RecordedRam {
  /** KPF_NOPAGE: no frame here. */
  private static final long NO_PAGE = 1L << 20;

  private final String label;
  private final @Nullable ProcState before;
  private final @Nullable ProcState after;
  private final MachineSettings settings;

  RecordedRam(
      String label,
      @Nullable ProcState before,
      @Nullable ProcState after,
      MachineSettings settings) {
    this.label = label;
    this.before = before;
    this.after = after;
    this.settings = settings;
  }

  /** Whether /proc tells the memory map. */
  boolean known() {
    return pageFlags() != null || !memoryMap().ram().isEmpty();
  }

  /** The end of the last frame that is known. */
  long frames(long seenFrames, KernelFacts facts) {
    List<PfnRange> told = told(facts);
    long frames = told.isEmpty() ? 0 : told.get(told.size() - 1).end();
    PageFlags flags = pageFlags();
    return Math.max(frames, flags == null ? seenFrames : flags.frames());
  }

  /** What the kernel maps; notes what is guessed. */
  List<PfnRange> ranges(long seenFrames, KernelFacts facts, List<String> notes) {
    if (settings.ramBytes() != 0 && known()) {
      throw new BadInputException(
          "--set "
              + MachineSettings.RAM
              + ": "
              + label
              + " comes with the memory map of its machine");
    }
    List<PfnRange> told = told(facts);
    int kbShift = facts.pageShift() - 10;
    long least = leastPages(facts);
    if (!told.isEmpty()) {
      long pages = 0;
      for (PfnRange range : told) {
        pages += range.pages();
      }
      return pages >= memTotalKb() >>> kbShift ? told : extended(told, least - pages, notes);
    }
    long frames = Math.max(seenFrames, settings.ramBytes() >>> facts.pageShift());
    if (settings.ramBytes() == 0 && memTotalKb() != 0) {
      if (least >= frames) {
        frames = least;
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "no memory map in the recording (iomem read without root hides it): RAM is a guess,"
                  + " %,d kB, from MemTotal and the highest page seen; --set %s=... tells",
              frames << kbShift,
              MachineSettings.RAM));
    }
    return frames == 0 ? List.of() : List.of(new PfnRange(0, frames));
  }

  private List<PfnRange> extended(List<PfnRange> told, long pages, List<String> notes) {
    notes.add(
        String.format(
            Locale.ROOT,
            "the memory map is smaller than MemTotal, %,d kB: it is cut or of another machine; RAM"
                + " is taken to be that large, a guess",
            memTotalKb()));
    var ranges = new ArrayList<PfnRange>(told);
    PfnRange last = ranges.remove(ranges.size() - 1);
    ranges.add(new PfnRange(last.first(), last.end() + pages));
    return ranges;
  }

  /** RAM in pages that MemTotal speaks of; a kernel with KASAN had an eighth more. */
  private long leastPages(KernelFacts facts) {
    int kbShift = facts.pageShift() - 10;
    long pages = memTotalKb() + (1 << kbShift) - 1 >>> kbShift;
    return kasanEvidence(facts) == null ? pages : (pages * 8 + 6) / 7;
  }

  private List<PfnRange> told(KernelFacts facts) {
    PageFlags flags = pageFlags();
    if (!memoryMap().ram().isEmpty()) {
      return memoryMap().mapped(facts);
    }
    return flags == null ? List.of() : existing(flags);
  }

  /** Runs of frames that exist. */
  private static List<PfnRange> existing(PageFlags flags) {
    var ranges = new ArrayList<PfnRange>();
    long start = -1;
    for (long pfn = 0; pfn < flags.frames(); pfn = flags.sameUntil(pfn)) {
      boolean exists = (flags.at(pfn) & NO_PAGE) == 0;
      if (exists && start < 0) {
        start = pfn;
      } else if (!exists && start >= 0) {
        ranges.add(new PfnRange(start, pfn));
        start = -1;
      }
    }
    if (start >= 0) {
      ranges.add(new PfnRange(start, flags.frames()));
    }
    return ranges;
  }

  /** What shows that the kernel had KASAN; null when nothing does. */
  @Nullable String kasanEvidence(KernelFacts facts) {
    return KasanTraces.of(before, after, told(facts), memTotalKb(), facts.pageShift());
  }

  /** MemTotal; 0 when it is not told. */
  long memTotalKb() {
    Long total = before == null ? null : before.meminfoKb().get("MemTotal");
    if (total == null && after != null) {
      total = after.meminfoKb().get("MemTotal");
    }
    return total == null ? 0 : total;
  }

  /** The memory map; nothing in it where it is not told. */
  MemoryMap memoryMap() {
    if (before != null && !before.memoryMap().ram().isEmpty()) {
      return before.memoryMap();
    }
    return after == null ? MemoryMap.UNKNOWN : after.memoryMap();
  }

  private @Nullable PageFlags pageFlags() {
    PageFlags flags = before == null ? null : before.pageFlags();
    return flags == null && after != null ? after.pageFlags() : flags;
  }
}
