// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.List;
import java.util.Set;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.workload.MachineState;
import kasan.api.workload.VmallocArea;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.truth.KernelState;
import org.jspecify.annotations.Nullable;

/**
 * vmalloc areas and task stacks before the first event, from /proc/vmallocinfo.
 *
 * <p>Areas whose addresses are hashed keep their sizes and get places one after the other from the
 * middle of the vmalloc region on, which no kernel comes near; stacks are aligned to their size as
 * the kernel aligns them. A stack is an area of its size that was made for a new task. Without
 * vmallocinfo, KernelStack of meminfo tells how many there are.
 */
final class StartAreas {
  /** Who asks for stacks, by name of the function; inlining differs between kernels. */
  private static final Set<String> STACK_CALLERS =
      Set.of(
          "kernel_clone",
          "copy_process",
          "dup_task_struct",
          "alloc_thread_stack_node",
          "alloc_thread_stack_node_vmalloc",
          "fork_idle",
          "_do_fork",
          "do_fork",
          "create_io_thread",
          "kernel_thread");

  private final KernelState state;
  private final Machine machine;
  private final VirtualMemory virtual;
  private final Relocation relocation;
  private final long firstPlace;
  private long nextPlace;
  private int hashedStacks;

  StartAreas(KernelState state, VirtualMemory virtual, Relocation relocation) {
    this.state = state;
    this.machine = state.machine();
    this.virtual = virtual;
    this.relocation = relocation;
    Region region = state.arch().layout().region(RegionKind.VMALLOC);
    long half = Long.highestOneBit(region.last() - region.start()) >>> 1;
    this.firstPlace = region.start() + half;
    this.nextPlace = firstPlace;
  }

  /** How many task stacks there are before the first event. */
  static long stacks(@Nullable MachineState before, long stackBytes) {
    if (before == null) {
      return 0;
    }
    if (!before.vmallocAreas().isEmpty()) {
      return before.vmallocAreas().stream().filter(area -> isStack(area, stackBytes)).count();
    }
    Long kb = before.meminfoKb().get("KernelStack");
    return kb == null ? 0 : (kb << 10) / stackBytes;
  }

  private static boolean isStack(VmallocArea area, long stackBytes) {
    int end = area.caller().indexOf('+');
    String function = end < 0 ? area.caller() : area.caller().substring(0, end);
    return STACK_CALLERS.contains(function)
        && area.bytes() >= stackBytes
        && area.bytes() <= stackBytes + (stackBytes >> 1);
  }

  /** Puts all of them into the state. */
  void fill(MachineState before) {
    long stackBytes = machine.taskStackBytes();
    List<VmallocArea> areas = before.vmallocAreas();
    for (VmallocArea area : areas) {
      boolean stack = isStack(area, stackBytes);
      long bytes = stack ? stackBytes : mappedBytes(area);
      long address = placeOf(area);
      if (bytes <= 0 || !relocation.holdsAreas(address)) {
        continue;
      }
      virtual.mapArea(0, address, bytes, bytes);
      if (area.use().equals("unpurged")) {
        virtual.unmapArea(0, address);
      } else if (stack) {
        virtual.makeStack(0, address, bytes, !area.addressKnown());
        hashedStacks += area.addressKnown() ? 0 : 1;
      }
    }
    for (long i = state.stacks().size(); areas.isEmpty() && i < stacks(before, stackBytes); i++) {
      long address = place(stackBytes + machine.pageBytes(), stackBytes);
      virtual.mapArea(0, address, stackBytes, stackBytes);
      virtual.makeStack(0, address, stackBytes, true);
      hashedStacks++;
    }
  }

  /** Without the guard page, which every area but those of per-CPU chunks has. */
  private long mappedBytes(VmallocArea area) {
    long pages = area.pages() > 0 ? area.pages() << machine.pageShift() : 0;
    return pages > 0 ? Math.min(pages, area.bytes()) : area.bytes() - machine.pageBytes();
  }

  /** What has the size of a stack was one, and is aligned as one even when it only waits. */
  private long placeOf(VmallocArea area) {
    if (area.addressKnown()) {
      return relocation.vmalloc(area.address());
    }
    boolean stackSize = area.bytes() == machine.taskStackBytes() + machine.pageBytes();
    return place(area.bytes(), stackSize ? machine.taskStackBytes() : machine.pageBytes());
  }

  private long place(long bytes, long align) {
    long address = (nextPlace + align - 1) & -align;
    nextPlace = address + bytes;
    return address;
  }

  /** First address of places that are guesses. */
  long firstPlace() {
    return firstPlace;
  }

  /** The address after the last place that is a guess. */
  long endOfPlaces() {
    return nextPlace;
  }

  /** Stacks of the start of which no event can tell the address. */
  int hashedStacks() {
    return hashedStacks;
  }
}
