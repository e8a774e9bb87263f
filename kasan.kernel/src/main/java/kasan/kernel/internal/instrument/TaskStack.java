// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.kernel.FrameLayout;

/** The stack of one task: its frames from the outermost inwards, growing downwards. */
final class TaskStack {
  /** What a function needs beside its variables: return address, saved registers. */
  private static final long PLAIN_BYTES = 64;

  /** Registers of the entry from user space lie at the top. */
  private static final long ENTRY_BYTES = 256;

  private final int task;
  private final long low;
  private final long bytes;
  private final List<Frame> frames = new ArrayList<>();
  private long pointer;

  TaskStack(int task, long low, long bytes) {
    this.task = task;
    this.low = low;
    this.bytes = bytes;
    this.pointer = low + bytes - ENTRY_BYTES;
  }

  /** Enters a function; returns its frame. */
  Frame push(FrameLayout layout) {
    long base = below(PLAIN_BYTES + layout.bytes(), layout.function());
    Frame frame = new Frame(layout, base, pointer);
    frames.add(frame);
    pointer = base;
    return frame;
  }

  /** Leaves the function entered last; returns its frame. */
  Frame pop() {
    Frame frame = top();
    frames.remove(frames.size() - 1);
    pointer = frame.before;
    return frame;
  }

  /** Reserves room for an alloca with its redzones; returns the address of its first byte. */
  long alloca(long withRedzones) {
    Frame frame = top();
    pointer = below(withRedzones, frame.layout.function());
    frame.allocaTop = pointer;
    return pointer + FrameLayout.REDZONE_BYTES;
  }

  private long below(long size, String function) {
    long address = (pointer - size) & -FrameLayout.REDZONE_BYTES;
    if (address - low < 0) {
      throw new BadInputException(
          "stack of task " + task + ", " + bytes + " bytes, overflows in " + function);
    }
    return address;
  }

  /** All frames, from the outermost inwards. */
  List<Frame> frames() {
    return frames;
  }

  /** The frame entered last. */
  Frame top() {
    if (frames.isEmpty()) {
      throw new BadInputException("task " + task + " has entered no function");
    }
    return frames.get(frames.size() - 1);
  }

  /** A function that was entered and not left. */
  static final class Frame {
    final FrameLayout layout;
    final long base;
    final long before;

    /** Pointers that the program has to its variables. */
    final long[] pointers;

    /** Lowest byte of its allocas with their redzones; 0 without any. */
    long allocaTop;

    private Frame(FrameLayout layout, long base, long before) {
      this.layout = layout;
      this.base = base;
      this.before = before;
      this.pointers = new long[layout.variables().size()];
      for (int i = 0; i < pointers.length; i++) {
        pointers[i] = base + layout.variables().get(i).offset();
      }
    }
  }
}
