// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.look;

import kasan.api.arch.AddressLayout;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.ShadowMapping;
import kasan.lab.api.run.BlockState;
import kasan.lab.internal.run.swap.SchemeSlot;

/**
 * The blocks of a machine, for the granule of the scheme that stands, and their pages of shadow.
 */
final class Blocks {
  private static final int GENERIC_GRANULE = 1 << AddressLayout.GENERIC_SCALE_SHIFT;
  private static final int BLACK = 0xFF;

  private final Machine machine;
  private final AttachedShadow shadow;
  private final int granule;
  private final int scale;
  private final long offset;

  Blocks(SchemeSlot slot) {
    Kernel kernel = slot.kernel();
    this.machine = kernel.machine();
    this.shadow = slot.runKernel().standing();
    this.granule = slot.granuleBytes() == 0 ? GENERIC_GRANULE : slot.granuleBytes();
    this.scale = Integer.numberOfTrailingZeros(granule);
    this.offset = kernel.arch().layout().shadowOffset(scale);
  }

  /** Memory that a byte of shadow describes, and pages of a block. */
  int granule() {
    return granule;
  }

  /** Blocks up to the end of RAM. */
  long count() {
    return blockOf(machine.frames() + granule - 1);
  }

  long blockOf(long pfn) {
    return pfn >>> scale;
  }

  long firstPfnOf(long block) {
    return block << scale;
  }

  /** Address of the page of shadow that describes a block. */
  long shadowOf(long block) {
    return (machine.addressOf(firstPfnOf(block)) >>> scale) + offset;
  }

  BlockState stateOf(long block) {
    if (!hasRam(block)) {
      return BlockState.NO_RAM;
    }
    ShadowMapping mapping = shadow.mappingAt(shadowOf(block));
    return switch (mapping.state()) {
      case ABSENT -> BlockState.UNMAPPED;
      case SHARED ->
          switch (mapping.sharedByte()) {
            case 0 -> BlockState.ZERO;
            case BLACK -> BlockState.BLACK;
            default -> BlockState.SHARED;
          };
      case REAL -> mapping.use() == FrameUse.ON_DEMAND ? BlockState.ON_DEMAND : BlockState.REAL;
    };
  }

  private boolean hasRam(long block) {
    long first = firstPfnOf(block);
    for (PfnRange range : machine.ram()) {
      if (range.first() < first + granule && first < range.end()) {
        return true;
      }
    }
    return false;
  }
}
