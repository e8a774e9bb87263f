// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import kasan.api.arch.AddressLayout;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * Accesses of a program, and whether their pointers were good for them. The oracle judges bytes
 * only. An access to good bytes is still a bug if the memory of its pointer was handed out again,
 * or if it goes past its end into a neighbour's.
 */
final class Accesses {

  private final ModelledKernel kernel;
  private final KernelCalls calls;
  private final Witness witness;
  private final AddressLayout layout;

  Accesses(ModelledKernel kernel, Witness witness) {
    this.kernel = kernel;
    this.calls = kernel.calls();
    this.witness = witness;
    this.layout = kernel.arch().layout();
  }

  /** An address as the machine sees it. */
  long untagged(long address) {
    return layout.untagged(address);
  }

  /** A pointer to memory that was just handed out. */
  Pointer pointer(long address, long bytes) {
    return new Pointer(address, bytes, kernel.oracle().generationOf(untagged(address)));
  }

  /** Compiled code. */
  void compiled(int cpu, Value address, long bytes, boolean write, boolean packed) {
    if (packed) {
      calls.accessUnderAligned(cpu, address.number(), bytes, write);
    } else {
      calls.access(cpu, address.number(), bytes, write);
    }
    checkPointer(address, bytes);
  }

  /** The runtime; returns whether the operation may go on. */
  boolean runtime(int cpu, Value address, long bytes, boolean write) {
    boolean passed = calls.runtimeCheck(cpu, address.number(), bytes, write);
    checkPointer(address, bytes);
    return passed;
  }

  /**
   * Why a pointer is not good to be given back, although something may well begin where it points.
   *
   * @return null when it is the pointer that was handed out, for memory that is still its own
   */
  @Nullable MissReason stray(Value address) {
    Pointer origin = address.origin();
    if (origin == null) {
      return null;
    }
    if (untagged(address.number()) != untagged(origin.address)) {
      return MissReason.LIVE_NEIGHBOUR;
    }
    return outlived(origin) ? MissReason.REUSED : null;
  }

  /** A call was made with a pointer that was stray before it. */
  void calledWithStray(MissReason reason) {
    if (!witness.bug) {
      witness.strayed(reason);
    }
  }

  private void checkPointer(Value address, long bytes) {
    Pointer origin = address.origin();
    if (origin == null || witness.bug) {
      return;
    }
    if (!origin.covers(untagged(address.number()) - untagged(origin.address), bytes)) {
      witness.strayed(MissReason.LIVE_NEIGHBOUR);
    } else if (outlived(origin)) {
      witness.strayed(MissReason.REUSED);
    } else if (forged(address.number(), origin)) {
      witness.strayed(MissReason.SAME_TAG);
    }
  }

  /** Whether a pointer has another tag than it was given, and not the one that matches all. */
  private boolean forged(long pointer, Pointer origin) {
    int tag = layout.tagOf(pointer);
    return layout.tagged() && tag != layout.tagOf(-1L) && tag != layout.tagOf(origin.address);
  }

  private boolean outlived(Pointer pointer) {
    long start = untagged(pointer.address);
    return pointer.gone
        || (pointer.generation != 0
            && (kernel.oracle().generationOf(start) != pointer.generation
                || kernel.oracle().stateOf(start) != ByteState.LIVE));
  }
}
