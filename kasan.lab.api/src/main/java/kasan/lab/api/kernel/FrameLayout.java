// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Variables of a function whose addresses escape, as a compiler lays them out with redzones.
 *
 * @param function its name
 * @param variables from the lowest address upwards, each at least {@value #REDZONE_BYTES} bytes
 *     from the frame's lowest byte
 * @param bytes size of the frame with its redzones, a multiple of {@value #REDZONE_BYTES}
 */
public record FrameLayout(String function, List<Variable> variables, long bytes) {
  /** Alignment of a frame, and the least size of its left redzone (ASAN_RED_ZONE_SIZE). */
  public static final int REDZONE_BYTES = 32;

  /** Least alignment of a variable (ASAN_MIN_RED_ZONE_SIZE). */
  private static final int VARIABLE_ALIGN = 16;

  /** Copies the list, checks that the variables lie in the frame in order. */
  public FrameLayout {
    variables = List.copyOf(variables);
    long free = REDZONE_BYTES;
    for (Variable variable : variables) {
      if (variable.offset() < free || variable.bytes() < 1) {
        throw new IllegalArgumentException("frame of " + function + ": " + variable);
      }
      free = variable.offset() + variable.bytes();
    }
    if (free > bytes || bytes % REDZONE_BYTES != 0) {
      throw new IllegalArgumentException("frame of " + function + ": " + bytes + " bytes");
    }
  }

  /**
   * A frame as gcc lays it out (gcc 8 to 14, cfgexpand.c): the largest variable highest, each with
   * the redzone of its size behind it, aligned to {@value #VARIABLE_ALIGN} bytes; the left redzone
   * takes what is left over.
   *
   * @param variables in source order; their offsets are ignored
   */
  public static FrameLayout gcc(String function, List<Variable> variables) {
    return gcc(function, variables, VARIABLE_ALIGN);
  }

  /**
   * A frame as gcc would lay it out for a shadow of another granule: each variable begins with one.
   *
   * @param granuleBytes a power of two
   */
  public static FrameLayout gcc(String function, List<Variable> variables, long granuleBytes) {
    long align = Math.max(VARIABLE_ALIGN, granuleBytes);
    var bySize = new ArrayList<>(variables);
    bySize.sort(Comparator.comparingLong(Variable::bytes));
    long[] below = new long[bySize.size()];
    long top = 0;
    for (int i = bySize.size() - 1; i >= 0; i--) {
      long size = withRedzone(bySize.get(i).bytes());
      long least = top == 0 ? Math.max(size, REDZONE_BYTES) : size;
      top = roundUp(top + least, align);
      below[i] = top;
    }
    long bytes = roundUp(top + REDZONE_BYTES, Math.max(REDZONE_BYTES, align));
    var placed = new ArrayList<Variable>();
    for (int i = 0; i < below.length; i++) {
      Variable variable = bySize.get(i);
      placed.add(
          new Variable(variable.name(), variable.bytes(), bytes - below[i], variable.line()));
    }
    return new FrameLayout(function, placed, bytes);
  }

  private static long roundUp(long bytes, long align) {
    return (bytes + align - 1) / align * align;
  }

  /** A variable and the redzone behind it (asan_var_and_redzone_size). */
  private static long withRedzone(long bytes) {
    if (bytes <= 4) {
      return 16;
    } else if (bytes <= 16) {
      return 32;
    } else if (bytes <= 128) {
      return bytes + 32;
    } else if (bytes <= 512) {
      return bytes + 64;
    } else if (bytes <= 4096) {
      return bytes + 128;
    }
    return bytes + 256;
  }

  /** The variable of a name, by its place in {@link #variables}; -1 when there is none. */
  public int indexOf(String name) {
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What the compiler writes beside the frame for whoever explains it: count, then offset, size,
   * length of the name, and the name for each variable, with its line where that is known.
   */
  public String descriptor() {
    var text = new StringBuilder().append(variables.size());
    for (Variable variable : variables) {
      String name =
          variable.line() == 0 ? variable.name() : variable.name() + ":" + variable.line();
      text.append(' ').append(variable.offset()).append(' ').append(variable.bytes());
      text.append(' ').append(name.length()).append(' ').append(name);
    }
    return text.toString();
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
