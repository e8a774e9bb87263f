// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.alloc.boot.BootMemory;
import kasan.kernel.internal.alloc.boot.BootProfile;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.alloc.boot.Instrumentation;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.slab.SlabRules;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.scheme.LayoutClass;

/** A boot plan made concrete: profile read, memory map laid out, all but the shadow reserved. */
final class Booting {
  private static final long MOST_RAM_MIB = 4L << 20;
  private static final int MOST_CPUS = 1 << 10;

  /** Part of RAM that stacks of tasks may take (threads-max), and the least number of them. */
  private static final int STACK_PART = 8;

  private static final long LEAST_STACKS = 64;
  private static final long MOST_STACKS = 1 << 15;

  private final BootPlan plan;
  private final BootProfile profile;
  private final BootMemory memory;
  private final Machine machine;

  /**
   * @throws BadInputException when the plan cannot be met
   */
  Booting(BootProfiles profiles, BootPlan plan, ArchModel arch) {
    this.plan = plan;
    check("RAM in MiB", plan.ramMib(), 1, MOST_RAM_MIB);
    check("CPUs", plan.cpus(), 1, MOST_CPUS);
    int pageShift = arch.geometry().pageShift();
    profile = profiles.find(plan.profile(), arch);
    memory =
        new BootMemory(
            profile,
            compiledIn(plan.instrumentation()),
            plan.ramMib() << 20,
            plan.cpus(),
            pageShift,
            BootProfiles.leafShift(arch));
    Ageing ageing = plan.ageing();
    if (ageing != null && ageing.pageShift() != pageShift) {
      throw new BadInputException(
          ageing.name()
              + " was recorded with pages of "
              + (1L << ageing.pageShift())
              + " bytes, this machine has pages of "
              + (1L << pageShift)
              + ": its memory cannot be as fragmented as that");
    }
    machine =
        Machine.of(profile.name() + "-" + plan.ramMib() + "m", plan.cpus(), pageShift, memory.ram())
            .memTotalKb(memory.freeKb())
            .directMapBase(arch.layout().region(RegionKind.DIRECT_MAP).start())
            .imageBytes(memory.imageBytes())
            .perCpuStackBytes(memory.perCpuStackBytes())
            .taskStackBytes(profile.taskStackKb(kasanLayout()) << 10)
            .build();
  }

  /** log2 of the pages that share a migrate type; as on the machine that aged, where one did. */
  int pageBlockOrder() {
    Ageing ageing = plan.ageing();
    return ageing == null ? profile.pageBlockOrder() : ageing.blockOrder();
  }

  /** Lets memory be as fragmented as the plan says. */
  void age(PageAllocator pages) {
    Ageing ageing = plan.ageing();
    if (ageing != null) {
      pages.age(ageing, machine.ramPages());
    }
  }

  BootPlan plan() {
    return plan;
  }

  BootProfile profile() {
    return profile;
  }

  BootMemory memory() {
    return memory;
  }

  /** The machine; its MemTotal is that before the shadow took its part. */
  Machine machine() {
    return machine;
  }

  /** How slabs are laid out. */
  SlabRules slabRules() {
    boolean generic = plan.layout().generic();
    return new SlabRules(
        machine.pageShift(),
        machine.cpus(),
        generic,
        !kasanLayout() && profile.slabMerge(),
        profile.slabCpuPartial(),
        plan.layout().alignBytes());
  }

  /** Whether objects are laid out for KASAN. */
  boolean kasanLayout() {
    return plan.layout() != LayoutClass.PLAIN;
  }

  /** Room above RAM for stacks in vmalloc space, for schemes that know none there. */
  PfnRange stackWindow() {
    int order = VirtualMemory.stackOrder(machine);
    long align = 1L << (order + AddressLayout.GENERIC_SCALE_SHIFT);
    long first = (machine.frames() + align - 1) & -align;
    long fit = (plan.ramMib() << 20) / STACK_PART / machine.taskStackBytes();
    long stacks = plan.vmapStack() ? Math.min(Math.max(fit, LEAST_STACKS), MOST_STACKS) : 1;
    return new PfnRange(first, first + (stacks << order));
  }

  /** Where hardware looks at accesses nothing is compiled in. */
  private static Instrumentation compiledIn(kasan.lab.api.scheme.Instrumentation how) {
    return switch (how) {
      case NONE, HARDWARE -> Instrumentation.NONE;
      case OUTLINE -> Instrumentation.OUTLINE;
      case INLINE -> Instrumentation.INLINE;
    };
  }

  private static void check(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new BadInputException(what + ": " + least + ".." + most + ", not " + value);
    }
  }
}
