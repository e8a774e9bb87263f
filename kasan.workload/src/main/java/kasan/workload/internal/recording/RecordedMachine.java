// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.api.BadInputException;
import kasan.api.arch.DirectMap;
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
  /** The most RAM of any machine: 64 TiB, what 4 levels of page tables reach. */
  private static final int MOST_BYTES_SHIFT = 46;

  /** Less than a kernel of 64 bits has for vmalloc, and all that one of 32 bits can reach. */
  private static final long MOST_NARROW_KB = 1L << 22;

  private final String name;
  private final String label;
  private final @Nullable ProcState before;
  private final @Nullable ProcState after;
  private final MachineSettings settings;
  private final KnownKernels kernels;
  private final RecordedRam ram;
  private final List<String> notes = new ArrayList<>();
  private @Nullable String kasanEvidence;

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
    this.ram = new RecordedRam(label, before, after, settings);
  }

  /** Whether /proc tells the size of the machine, so that a look at few events is enough. */
  boolean sizeKnown() {
    return ram.known();
  }

  /** Whether the user told how much RAM there is. */
  boolean sizeGiven() {
    return settings.ramBytes() != 0;
  }

  /**
   * The kind of kernel, as /proc, the addresses of objects and the user tell.
   *
   * @throws BadInputException when it is none that recordings can be read of
   */
  KernelKind kernel(Survey survey) {
    refuseNarrow();
    KernelKind kind =
        kernels.choose(label, this::tells, survey.directMap, ramStart(), settings.directMapBase());
    ProcState state = before == null ? after : before;
    int recorded = state == null ? 0 : state.pageKb();
    int modelled = 1 << kind.facts().pageShift() - 10;
    if (recorded != 0 && recorded != modelled) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s: MemTotal and the pages of zoneinfo tell of pages of %d kB; expected a kernel with"
                  + " pages of %d kB, as %s is modelled with",
              label,
              recorded,
              modelled,
              kind.arch()));
    }
    return kind;
  }

  /**
   * A kernel of 32 bits has less room for vmalloc than any of 64, and need not have high memory.
   */
  private void refuseNarrow() {
    ProcState state = before == null ? after : before;
    long vmallocKb = state == null ? 0 : state.meminfoKb().getOrDefault("VmallocTotal", 0L);
    if (vmallocKb > 0 && vmallocKb < MOST_NARROW_KB && settings.directMapBase() == null) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s: meminfo has VmallocTotal %,d kB, so a kernel of 32 bits; expected one of 64",
              label,
              vmallocKb));
    }
  }

  private @Nullable Long ramStart() {
    MemoryMap map = ram.memoryMap();
    return map.ram().isEmpty() ? null : map.ramStart();
  }

  private boolean tells(ProcMark mark) {
    return before != null && before.tells(mark) || after != null && after.tells(mark);
  }

  Machine build(Survey survey, KernelKind kernel) {
    KernelFacts facts = kernel.facts();
    kasanEvidence = ram.kasanEvidence(facts);
    long seenFrames = survey.highestPfn() + 1;
    long base = directMapBase(survey, kernel, ram.frames(seenFrames, facts));
    long highest = survey.directMap.highestAddress();
    if (!sizeKnown() && highest != 0) {
      seenFrames = Math.max(seenFrames, objectFrames(highest, base, facts));
    }
    List<PfnRange> ranges = ram.ranges(seenFrames, facts, notes);
    long end = ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).end();
    return Machine.of(name, cpus(survey), facts.pageShift(), ranges)
        .frames(Math.max(ram.frames(seenFrames, facts), end))
        .memTotalKb(ram.memTotalKb())
        .directMapBase(base)
        .imageBytes(ram.memoryMap().imageBytes())
        .perCpuStackBytes(facts.perCpuStackBytes())
        .taskStackBytes(facts.taskStackBytes())
        .build();
  }

  private long objectFrames(long highest, long base, KernelFacts facts) {
    long frames = (highest - base >>> facts.pageShift()) + 1;
    if (frames > 1L << MOST_BYTES_SHIFT - facts.pageShift()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s: the object at 0x%x lies more than 64 TiB behind the start of the direct map,"
                  + " 0x%x; expected --set %s=0x... of that machine",
              label,
              highest,
              base,
              MachineSettings.DIRECT_MAP_BASE));
    }
    return frames;
  }

  /** What was guessed, and whether the kernel had KASAN; complete when the machine is built. */
  MachineRemarks remarks() {
    return new MachineRemarks(notes, kasanEvidence);
  }

  /** Whether /proc tells MemTotal. */
  boolean memTotalKnown() {
    return ram.memTotalKb() != 0;
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

  private long directMapBase(Survey survey, KernelKind kernel, long frames) {
    if (settings.directMapBase() != null) {
      return settings.directMapBase();
    }
    PageFlags flags = before == null ? null : before.pageFlags();
    Long base = survey.directMap.decide(kernel, flags, frames, ramStart());
    if (base == null) {
      throw new BadInputException(
          label
              + ": too few allocations to tell where the direct map started; expected --set "
              + MachineSettings.DIRECT_MAP_BASE
              + "=0x..., the value of page_offset_base on that machine");
    }
    noteOldKernel(kernel, base);
    return base;
  }

  /** A map that starts where only some kernels of the architecture have it says which. */
  private void noteOldKernel(KernelKind kernel, long base) {
    for (DirectMap map : kernel.maps()) {
      if (map.start() == base && !kernels.isUsual(map)) {
        notes.add(
            String.format(
                Locale.ROOT,
                "direct map at 0x%x, where kernels of %s (%s) have it",
                base,
                map.arch(),
                map.title()));
        return;
      }
    }
  }
}
