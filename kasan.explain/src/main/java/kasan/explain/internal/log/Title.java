// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The line by which a report is known.
 *
 * @param bugClass as printed
 * @param function that is named; null for none
 * @param address that stands in the title itself, as before 4.11; null for none
 * @param access what the class alone says was done; null for nothing
 * @param faultRange for a fault of the shadow
 * @param fault whether it is a fault of the shadow, with or without a range
 */
record Title(
    String bugClass,
    @Nullable Symbol function,
    @Nullable Long address,
    @Nullable Access access,
    @Nullable FaultRange faultRange,
    boolean fault) {
  /** What every report has in its title, but for those of faults. */
  static final String BUG = "BUG: KASAN: ";

  /** Title of kernels from 4.9 to 4.10 for a bad free. */
  static final String BAD_FREE = "BUG: Double free or freeing an invalid pointer";

  /** What kernels up to 5.4 say of any fault of the shadow; they print no range. */
  static final String OLD_FAULT =
      "kasan: GPF could be caused by NULL-ptr deref or user memory access";

  private static final int MAX_CLASS = 40;
  private static final String FAULT = "KASAN: ";

  /**
   * Reads a title.
   *
   * @param fault what the kernel said of a fault just before; empty for nothing
   * @return null when the line is none
   */
  static @Nullable Title read(String text, String fault) {
    int at = text.indexOf(BUG);
    if (at >= 0) {
      return bug(text.substring(at + BUG.length()).strip(), !text.substring(0, at).isBlank());
    }
    String line = text.strip();
    if (line.startsWith(FAULT)) {
      return range(new Cursor(line, FAULT.length()), fault);
    }
    if (line.startsWith(BAD_FREE)) {
      return simple("double-free or invalid-free", null, null);
    }
    if (line.startsWith(OLD_FAULT)) {
      return new Title("null-ptr-deref or user-memory-access", null, null, null, null, true);
    }
    return null;
  }

  private static Title simple(String bugClass, @Nullable Symbol function, @Nullable Long address) {
    Access access =
        bugClass.contains("-free") && !bugClass.contains("after-free")
            ? new Access(Kind.FREE, 0, address, "", 0)
            : null;
    return new Title(bugClass, function, address, access, null, false);
  }

  /** In the middle of other text only a title with its function is believed to be one. */
  private static @Nullable Title bug(String line, boolean inText) {
    int in = line.indexOf(" in ");
    if (in >= 0 && plausible(line.substring(0, in))) {
      String place = line.substring(in + " in ".length());
      Long address = null;
      int at = place.indexOf(" at addr ");
      if (at >= 0) {
        address = new Cursor(place, at + " at addr ".length()).address();
        place = place.substring(0, at);
      }
      Symbol function = Symbols.any(place);
      return inText && function.offset() < 0
          ? null
          : simple(line.substring(0, in), function, address);
    }
    if (inText) {
      return null;
    }
    int on = line.indexOf(" on address ");
    if (on >= 0 && plausible(line.substring(0, on))) {
      Cursor cursor = new Cursor(line, on + " on address ".length());
      cursor.spaces();
      Long address = cursor.skip("(null)") ? Long.valueOf(0) : cursor.address();
      return simple(line.substring(0, on), null, address);
    }
    return plausible(line) ? simple(line, null, null) : null;
  }

  /** Bug classes are words of small letters and hyphens. */
  private static boolean plausible(String bugClass) {
    if (bugClass.isEmpty() || bugClass.length() > MAX_CLASS || bugClass.indexOf('-') < 0) {
      return false;
    }
    for (int i = 0; i < bugClass.length(); i++) {
      char c = bugClass.charAt(i);
      if ((c < 'a' || c > 'z') && c != '-' && c != ' ') {
        return false;
      }
    }
    return true;
  }

  /** {@code probably user-memory-access in range [0x10-0x17]}. */
  private static @Nullable Title range(Cursor cursor, String fault) {
    String words = cursor.until(" in range [");
    if (words == null) {
      return null;
    }
    int space = words.lastIndexOf(' ');
    String bugClass = words.substring(space + 1);
    Long first = cursor.address();
    if (first == null || !cursor.skip('-') || !plausible(bugClass)) {
      return null;
    }
    Long last = cursor.address();
    if (last == null) {
      return null;
    }
    String likelihood = space < 0 ? "" : words.substring(0, space);
    FaultRange range = new FaultRange(fault, likelihood, first, last);
    return new Title(bugClass, null, null, null, range, true);
  }
}
