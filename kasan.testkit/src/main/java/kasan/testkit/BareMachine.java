// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.view.Attachment;
import kasan.kernel.internal.view.BlockHolder;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.Wall;

/**
 * The machine under a {@link TestKernel}: all RAM is free, and nothing happens in it by itself.
 * Shadow frames come from above RAM, as on a recorded kernel. Its core changes the truth and tells
 * the shadow.
 */
final class BareMachine {
  /** Pages of the image, of the stack of a CPU, of the stack of a task. */
  private static final long PAGES_EACH = 4;

  private static final long WINDOW_STACKS = 64;

  private final Machine machine;
  private final KernelCore core;
  private final long firstShadowFrame;
  private final long shadowFrames;

  /**
   * @param shadowFrames frames that each shadow may take
   */
  BareMachine(ArchModel arch, int cpus, long ramPages, long shadowFrames) {
    int shift = arch.geometry().pageShift();
    machine =
        Machine.of("bare", cpus, shift, List.of(new PfnRange(0, ramPages)))
            .memTotalKb(ramPages << (shift - 10))
            .directMapBase(arch.layout().region(RegionKind.DIRECT_MAP).start())
            .imageBytes(PAGES_EACH << shift)
            .perCpuStackBytes(PAGES_EACH << shift)
            .taskStackBytes(PAGES_EACH << shift)
            .build();
    this.shadowFrames = shadowFrames;
    int order = VirtualMemory.stackOrder(machine);
    long first = machine.frames() + (8L << order) - 1 & -(8L << order);
    var window = new PfnRange(first, first + (WINDOW_STACKS << order));
    firstShadowFrame = window.end();
    var state = new KernelState(machine, arch, PageKind.FREE, window, false);
    core = new KernelCore(state, new MachineFree(machine.ramPages()), new Wall());
  }

  Machine machine() {
    return machine;
  }

  /** What can happen in its memory. */
  KernelCore core() {
    return core;
  }

  Attachment attach(SchemeChoice scheme) {
    return core.attach(
        scheme,
        new SidePool(firstShadowFrame, shadowFrames),
        new FrameMemory(firstShadowFrame, machine.pageShift()),
        BlockHolder.NONE);
  }
}
