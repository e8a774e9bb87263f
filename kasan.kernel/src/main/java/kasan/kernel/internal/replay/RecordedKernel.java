// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.core.AbstractKernel;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.SidePool;
import kasan.kernel.internal.view.BlockHolder;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.scheme.SchemeChoice;

/**
 * A kernel on the machine of a recording. Several shadows can stand on it at once.
 *
 * <p>Each takes its frames from a side pool of its own above the last recorded page frame and above
 * the window of estimated stacks; they are charged to MemTotal all the same. Blocks cannot be held
 * back: what was allocated was allocated.
 */
public abstract class RecordedKernel extends AbstractKernel {
  private static final long LEAST_WINDOW_STACKS = 1024;
  private static final int WINDOW_GROWTH = 4;

  private final long firstShadowFrame;
  private final int pageShift;

  /** A kernel whose truth has a window as {@link #window} gives it. */
  protected RecordedKernel(KernelCore core) {
    super(core);
    this.firstShadowFrame = core.state().stackWindow().end();
    this.pageShift = core.state().machine().pageShift();
  }

  /**
   * @throws BadInputException when the recording's pages are not the architecture's
   */
  protected static void checkPageSize(Machine recorded, ArchModel arch) {
    if (arch.geometry().pageShift() != recorded.pageShift()) {
      throw new BadInputException(
          recorded.name()
              + " was recorded with pages of "
              + recorded.pageBytes()
              + " bytes; "
              + arch.name()
              + " is set to pages of "
              + (1L << arch.geometry().pageShift()));
    }
  }

  /**
   * The recorded machine where this kernel has it.
   *
   * @param directMapBase where the direct map begins
   * @param stackFactor by how much its stacks are larger
   */
  protected static Machine at(Machine recorded, long directMapBase, int stackFactor) {
    return recorded.toBuilder()
        .directMapBase(directMapBase)
        .perCpuStackBytes(stackFactor * recorded.perCpuStackBytes())
        .taskStackBytes(stackFactor * recorded.taskStackBytes())
        .build();
  }

  /**
   * Room above the last page frame for several times the stacks of the start, aligned so that no
   * block of shadow holds both stacks and recorded pages.
   *
   * @param stacks at the start
   */
  protected static PfnRange window(Machine machine, long stacks) {
    int order = VirtualMemory.stackOrder(machine);
    long align = 1L << (order + AddressLayout.GENERIC_SCALE_SHIFT);
    long first = (machine.frames() + align - 1) & -align;
    long slots = Math.max(LEAST_WINDOW_STACKS, Long.highestOneBit(WINDOW_GROWTH * stacks | 1) << 1);
    return new PfnRange(first, first + (slots << order));
  }

  @Override
  public final AttachedShadow attach(SchemeChoice scheme) {
    return core()
        .attach(
            scheme,
            new SidePool(firstShadowFrame, Long.MAX_VALUE),
            new FrameMemory(firstShadowFrame, pageShift),
            BlockHolder.NONE);
  }
}
