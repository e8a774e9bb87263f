// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.function.Predicate;
import kasan.lab.api.kernel.ByteState;

/**
 * Lets a program access memory around what it has or had, and holds the shadow's answer against the
 * truth. What runs from one allocation into another that may be accessed too is not judged: byte by
 * byte nothing is wrong with it, and yet a shadow may object.
 */
final class Probe {
  private static final int[] SIZES = {1, 1, 2, 4, 8, 16, 3, 7, 24, 100};
  private static final int NEAR = 40;
  private static final int SMALL_BYTES = 1024;
  private static final int STRIDE = 37;

  private final TestKernel kernel;
  private final RandomProgram program;
  private final Predicate<BadByte> mustBeFound;
  private long passed;
  private long found;

  Probe(TestKernel kernel, RandomProgram program, Predicate<BadByte> mustBeFound) {
    this.kernel = kernel;
    this.program = program;
    this.mustBeFound = mustBeFound;
  }

  /** How many good accesses passed. */
  long passed() {
    return passed;
  }

  /** How many bad accesses were reported. */
  long found() {
    return found;
  }

  /** Some accesses at the borders of an allocation and inside. */
  void around(Allocation used) {
    for (int i = 0; i < 4; i++) {
      int size = SIZES[program.number(SIZES.length)];
      access(used, used.bytes() - program.number(NEAR), size);
      access(used, used.bytes() + program.number(NEAR), size);
      access(used, program.number(NEAR), size);
      access(used, -1 - program.number(NEAR), size);
      access(used, (long) program.number(8) * used.bytes() / 8, size);
    }
  }

  /**
   * Bytes all over an allocation and what is kept for it behind: all of an object, some of pages.
   */
  void throughout(Allocation used) {
    int step = used.reservedBytes() <= SMALL_BYTES ? 1 : STRIDE;
    for (long offset = 0; offset < used.reservedBytes(); offset += step) {
      access(used, offset, 1);
    }
  }

  private void access(Allocation used, long offset, int size) {
    boolean bad = false;
    boolean must = false;
    for (long i = offset; i < offset + size; i++) {
      long address = used.address() + i;
      ByteState truth = kernel.truth(address);
      if (truth == ByteState.UNMAPPED
          || (truth == ByteState.LIVE && kernel.owner(address) != used)) {
        return;
      }
      if (truth.bug()) {
        bad = true;
        must |= mustBeFound.test(new BadByte(truth, address, used));
      }
    }
    int cpu = program.cpu();
    boolean write = program.number(2) == 0;
    boolean pass = kernel.check(cpu, used.pointer(offset), size, write);
    if (pass == bad && (must || !bad)) {
      throw new AssertionError(
          (bad ? "missed: " : "reported without cause: ")
              + size
              + " bytes at "
              + offset
              + " from the start of "
              + used
              + ", on CPU "
              + cpu
              + "; the first byte is "
              + kernel.truth(used.address() + offset)
              + ", its shadow "
              + Integer.toHexString(kernel.shadow().shadowByte(used.address() + offset)));
    }
    if (!bad) {
      passed++;
    } else if (!pass) {
      found++;
    }
  }
}
