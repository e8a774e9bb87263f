// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack that a bad address lies on, and the frame in it if one was found.
 *
 * @param comm name of the task whose stack it is
 * @param pid of that task
 * @param offset of the bad address in the frame; 0 without a frame
 * @param function whose frame it is; null where no frame was found
 * @param objects variables of the frame by their place
 */
public record StackFrame(
    String comm, long pid, long offset, @Nullable Symbol function, List<Variable> objects) {
  /** Copies the list. */
  public StackFrame {
    objects = List.copyOf(objects);
  }

  /**
   * A variable of a frame.
   *
   * @param start offset of its first byte in the frame
   * @param end offset of the first byte behind it
   * @param name in the source; a compiler's name where it has none
   */
  public record Variable(long start, long end, String name) {}
}
