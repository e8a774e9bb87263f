// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of flags, as {@code print fmt} has them in {@code __print_flags(REC->x, "|", {MASK,
 * "NAME"}, ...)}; masks are constant expressions of C.
 */
final class FlagNames {
  private static final Pattern CALL = Pattern.compile("__print_flags\\(\\s*REC->(\\w+),");
  private static final Pattern NAME = Pattern.compile("\\s*\"([^\"]{0,100})\"\\s*}");
  private static final String NONE = "none";
  private static final int MOST = 256;

  private final List<Long> masks = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Reads the names for one field. */
  FlagNames(String print, String field) {
    Matcher call = CALL.matcher(print);
    boolean found = false;
    while (!found && call.find()) {
      found = call.group(1).equals(field);
    }
    int at = found ? print.indexOf('{', call.end()) : -1;
    while (at >= 0 && names.size() < MOST) {
      var mask = new ConstantExpression(print, at + 1);
      long value = mask.value();
      Matcher name = NAME.matcher(print);
      name.region(Math.min(mask.end() + 1, print.length()), print.length());
      if (!mask.known() || !name.lookingAt()) {
        break;
      }
      masks.add(value);
      names.add(name.group(1));
      int next = name.end();
      at = next < print.length() && print.charAt(next) == ',' ? print.indexOf('{', next) : -1;
    }
  }

  /** The flags in words, as the kernel prints them. */
  String of(long value) {
    if (value == 0) {
      return NONE;
    }
    long left = value;
    var words = new StringBuilder();
    for (int i = 0; i < masks.size(); i++) {
      long mask = masks.get(i);
      if (mask != 0 && (left & mask) == mask) {
        words.append(words.isEmpty() ? "" : "|").append(names.get(i));
        left &= ~mask;
      }
    }
    if (left != 0) {
      words.append(words.isEmpty() ? "" : "|").append("0x").append(Long.toHexString(left));
    }
    return words.toString();
  }
}
