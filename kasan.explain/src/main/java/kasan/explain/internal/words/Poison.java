// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static kasan.explain.internal.words.Phrases.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.TraceLine;
import org.jspecify.annotations.Nullable;

/**
 * Knows the values that kernels write where no pointer may be taken from (include/linux/poison.h)
 * and error codes that went through as pointers (include/linux/err.h).
 */
final class Poison {
  private static final long POINTER_DELTA = 0xdead000000000000L;
  private static final long DELTA_BYTES = 0x1000;
  private static final long LIST_POISON2_FROM = 0x120;
  private static final long OLD_LIST_POISON2 = 0x200;
  private static final long LIST_POISON1 = 0x100;
  private static final long LARGEST_ERROR = 4095;
  private static final long NEAR = 0x10000;
  private static final int MAX_REGISTERS = 3;

  /** A register and its value, as x86 and arm64 print them. */
  private static final Pattern REGISTER =
      Pattern.compile("\\b([A-Za-z]\\w{1,3}) ?: ([0-9a-f]{16})\\b");

  private static final Map<Integer, String> ERRORS =
      Map.ofEntries(
          Map.entry(1, "EPERM"),
          Map.entry(2, "ENOENT"),
          Map.entry(5, "EIO"),
          Map.entry(6, "ENXIO"),
          Map.entry(11, "EAGAIN"),
          Map.entry(12, "ENOMEM"),
          Map.entry(13, "EACCES"),
          Map.entry(14, "EFAULT"),
          Map.entry(16, "EBUSY"),
          Map.entry(17, "EEXIST"),
          Map.entry(19, "ENODEV"),
          Map.entry(22, "EINVAL"),
          Map.entry(28, "ENOSPC"),
          Map.entry(38, "ENOSYS"),
          Map.entry(95, "EOPNOTSUPP"),
          Map.entry(110, "ETIMEDOUT"),
          Map.entry(517, "EPROBE_DEFER"));

  private Poison() {}

  /**
   * What an address is that lies at, or a little behind, a poison value or an error code.
   *
   * @param first byte that was accessed
   * @param last one, where only a range is known
   */
  static @Nullable String ofAddress(long first, long last) {
    String value = ofPointer(first, last);
    if (value != null) {
      return value;
    }
    if (first < 0 && first >= -LARGEST_ERROR - 1) {
      long error = -Math.max(first, -LARGEST_ERROR);
      String name = ERRORS.get((int) error);
      return "the error "
          + (name == null ? "-" + error : "-" + error + " (" + name + ")")
          + " used as a pointer (ERR_PTR), or an error or null with an offset";
    }
    return null;
  }

  /** As {@link #ofAddress}, but for error codes: registers hold small negative numbers, too. */
  private static @Nullable String ofPointer(long first, long last) {
    long offset = first - POINTER_DELTA;
    if (Long.compareUnsigned(offset, DELTA_BYTES) < 0) {
      long end = last - POINTER_DELTA;
      if (end < LIST_POISON1) {
        return null;
      }
      boolean second =
          end >= LIST_POISON2_FROM && end < OLD_LIST_POISON2 || end >= OLD_LIST_POISON2;
      return second
          ? "LIST_POISON2, what list_del leaves in the prev pointer of an entry: it was deleted"
              + " already"
          : "LIST_POISON1, what list_del leaves in the next pointer of an entry: it was deleted"
              + " already";
    }
    String pattern = pattern(first);
    return pattern == null ? pattern(last) : pattern;
  }

  private static @Nullable String pattern(long value) {
    if (near(value, 0x6b)) {
      return "a pointer read from a freed object: 6b is what SLUB fills those with";
    }
    if (near(value, 0x5a)) {
      return "a pointer read from an object that nobody initialised: 5a is what SLUB fills new"
          + " ones with";
    }
    if (near(value, 0xbb) || near(value, 0xcc)) {
      return "a pointer read from a redzone of SLUB, which is filled with bb or cc";
    }
    if (near(value, 0xaa)) {
      return "a pointer read from a free page: aa is what page poisoning fills those with";
    }
    return null;
  }

  /** Whether a value is a byte repeated, with a member's offset added. */
  private static boolean near(long value, int fill) {
    long poison = fill * 0x0101010101010101L;
    return Math.abs(value - poison) < NEAR;
  }

  /** What fills the record of an allocation or a free; null for a real task. */
  static @Nullable String ofTask(long pid) {
    if (pid == 0x6b6b6b6bL) {
      return "6b6b6b6b, what SLUB fills freed memory with";
    }
    if (pid == 0x5a5a5a5aL) {
      return "5a5a5a5a, what SLUB fills new memory with";
    }
    return pid == 0xbbbbbbbbL || pid == 0xccccccccL || pid == 0xa5a5a5a5L
        ? Long.toHexString(pid) + ", a pattern of SLUB"
        : null;
  }

  /** What the registers of a fault hold of poison: itself, or shifted as the check does. */
  static List<String> inRegisters(StackTrace trace) {
    List<String> found = new ArrayList<>();
    for (TraceLine line : trace.lines()) {
      if (!(line instanceof TraceLine.Marker)) {
        continue;
      }
      Matcher register = REGISTER.matcher(line.text());
      while (register.find() && found.size() < MAX_REGISTERS) {
        long value = Long.parseUnsignedLong(register.group(2), 16);
        String plain = ofPointer(value, value);
        String shifted = plain != null ? null : ofPointer(value << 3, (value << 3) + 7);
        if (plain != null) {
          found.add(register.group(1) + " holds " + address(value) + ": " + plain + ".");
        } else if (shifted != null) {
          found.add(
              register.group(1)
                  + " holds "
                  + address(value)
                  + ", which is "
                  + address(value << 3)
                  + " shifted for its shadow: "
                  + shifted
                  + ".");
        }
      }
    }
    return found;
  }
}
