// SPDX-License-Identifier: Apache-2.0
package kasan.api.kernel;

import java.util.List;

/**
 * Variables of a function whose addresses escape, as a compiler lays them out with redzones.
 *
 * @param function its name
 * @param variables from the lowest address upwards
 */
public record FrameLayout(String function, List<Variable> variables) {
  /** Copies the list. */
  public FrameLayout {
    variables = List.copyOf(variables);
  }

  /**
   * One variable.
   *
   * @param name as in the source
   * @param bytes size
   * @param offset from the frame's lowest byte
   * @param line in the source; 0 when not told
   */
  public record Variable(String name, long bytes, long offset, int line) {}
}
