// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.arch.KernelFacts;
import kasan.api.arch.KernelFacts.ProcMark;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.workload.PageFlags;
import kasan.workload.internal.proc.MemoryMap;
import kasan.workload.internal.proc.ProcState;
import org.jspecify.annotations.Nullable;

/** The machine that a recording comes from, as far as /proc, events and the user tell. */
final class RecordedMachine {
  /** KPF_NOPAGE: no frame here. */
  private static final long NO_PAGE = 1L << 20;

  private final String name;
  private final String label;
  private final @Nullable ProcState before;
  private final @Nullable ProcState after;
  private final MachineSettings settings;
  private final KnownKernels kernels;

  RecordedMachine(
      String name,
      String label,
      @Nullable ProcState before,
      @Nullable ProcState after,
      MachineSettings settings,
      KnownKernels kernels) {
    this.name = name;
    this.label = label;
    this.before = before;
    this.after = after;
    this.settings = settings;
    this.kernels = kernels;
  }

  /** Whether /proc tells the size of the machine, so that a look at few events is enough. */
  boolean sizeKnown() {
    return pageFlags() != null || !memoryMap().ram().isEmpty();
  }

  /**
   * The kind of kernel, as /proc, the addresses of objects and the user tell.
   *
   * @throws BadInputException when it is none that recordings can be read of
   */
  KernelKind kernel(Survey survey) {
    return kernels.choose(
        label, this::tells, survey.directMap, ramStart(), settings.directMapBase());
  }

  private @Nullable Long ramStart() {
    MemoryMap map = memoryMap();
    return map.ram().isEmpty() ? null : map.ramStart();
  }

  private boolean tells(ProcMark mark) {
    return before != null && before.tells(mark) || after != null && after.tells(mark);
  }

  Machine build(Survey survey, KernelKind kernel) {
    KernelFacts facts = kernel.facts();
    long seenFrames = survey.highestPfn() + 1;
    List<PfnRange> ram = ram(seenFrames, facts);
    long frames = ram.isEmpty() ? seenFrames : ram.get(ram.size() - 1).end();
    PageFlags flags = pageFlags();
    frames = Math.max(frames, flags == null ? seenFrames : flags.frames());
    long base = directMapBase(survey, kernel, flags, frames);
    if (!sizeKnown() && survey.directMap.highestAddress() != 0) {
      long objectFrames = (survey.directMap.highestAddress() - base >>> facts.pageShift()) + 1;
      if (objectFrames > frames) {
        frames = objectFrames;
        ram = List.of(new PfnRange(0, frames));
      }
    }
    return new Machine(
        name,
        cpus(survey),
        facts.pageShift(),
        ram,
        frames,
        memTotalKb(),
        base,
        memoryMap().imageBytes(),
        facts.perCpuStackBytes(),
        facts.taskStackBytes());
  }

  /** CPUs that /proc tells of; 0 when it does not. */
  int knownCpus() {
    return before == null ? 0 : before.cpus();
  }

  /** The highest of what is told: CPUs have numbers with gaps where some are switched off. */
  private int cpus(Survey survey) {
    int told = Math.max(survey.headerCpus(), knownCpus());
    return Math.max(1, Math.max(told, survey.seenCpus()));
  }

  private MemoryMap memoryMap() {
    if (before != null && !before.memoryMap().ram().isEmpty()) {
      return before.memoryMap();
    }
    return after == null ? MemoryMap.UNKNOWN : after.memoryMap();
  }

  private @Nullable PageFlags pageFlags() {
    PageFlags flags = before == null ? null : before.pageFlags();
    return flags == null && after != null ? after.pageFlags() : flags;
  }

  private long memTotalKb() {
    Long total = before == null ? null : before.meminfoKb().get("MemTotal");
    if (total == null && after != null) {
      total = after.meminfoKb().get("MemTotal");
    }
    return total == null ? 0 : total;
  }

  private List<PfnRange> ram(long seenFrames, KernelFacts facts) {
    PageFlags flags = pageFlags();
    if (settings.ramBytes() != 0 && sizeKnown()) {
      throw new BadInputException(
          "--set "
              + MachineSettings.RAM
              + ": "
              + label
              + " comes with the memory map of its machine");
    }
    if (!memoryMap().ram().isEmpty()) {
      return memoryMap().mapped(facts);
    }
    if (flags != null) {
      return ranges(flags);
    }
    long frames = Math.max(seenFrames, settings.ramBytes() >>> facts.pageShift());
    return frames == 0 ? List.of() : List.of(new PfnRange(0, frames));
  }

  /** Runs of frames that exist. */
  private static List<PfnRange> ranges(PageFlags flags) {
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

  private long directMapBase(
      Survey survey, KernelKind kernel, @Nullable PageFlags flags, long frames) {
    if (settings.directMapBase() != null) {
      return settings.directMapBase();
    }
    Long base = survey.directMap.decide(kernel, before == null ? null : flags, frames, ramStart());
    if (base == null) {
      throw new BadInputException(
          label
              + ": too few allocations to tell where the direct map started; expected --set "
              + MachineSettings.DIRECT_MAP_BASE
              + "=0x..., the value of page_offset_base on that machine");
    }
    return base;
  }
}
