// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import kasan.explain.internal.frame.Cursor;
import kasan.explain.internal.frame.Symbols;
import kasan.lab.api.finding.Access;
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
 * @param kind of report
 */
record Title(
    String bugClass,
    @Nullable Symbol function,
    @Nullable Long address,
    @Nullable Access access,
    @Nullable FaultRange faultRange,
    Kind kind) {
  /** What kind of report follows. */
  enum Kind {
    /** Of a check that found poison. */
    CHECK,
    /** Of a fault of the shadow, with the range that the address lay in. */
    FAULT,
    /** Of such a fault up to 5.4, without a range; the line stands in front of the fault's own. */
    OLD_FAULT
  }

  private static final String BUG = "BUG: KASAN: ";

  /** Title of kernels from 4.9 to 4.10 for a bad free. */
  private static final String BAD_FREE = "BUG: Double free or freeing an invalid pointer";

  /** What kernels up to 5.4 say of any fault of the shadow; they print no range. */
  private static final String OLD_FAULT =
      "kasan: GPF could be caused by NULL-ptr deref or user memory access";

  private static final int MAX_CLASS = 40;
  private static final String FAULT = "KASAN: ";

  /** Whether it is the title of a fault. */
  boolean fault() {
    return kind != Kind.CHECK;
  }

  /** Whether it names a function that a symbolizer put in front of the one it was inlined into. */
  boolean inlined() {
    return function != null && function.source().endsWith(Symbols.INLINE);
  }

  /** Whether a line may be a title, or the first part of one that was wrapped. */
  static boolean begins(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return text.startsWith("BUG: ", at)
        || text.startsWith(FAULT, at)
        || text.startsWith("kasan: GPF", at);
  }

  /** Whether a line holds a title, perhaps among other words. */
  static boolean mentioned(String line) {
    int at = line.indexOf(BUG);
    int in = at < 0 ? -1 : line.indexOf(" in ", at);
    return in >= 0 && plausible(line.substring(at + BUG.length(), in));
  }

  /**
   * Reads a title.
   *
   * @param fault what the kernel said of a fault just before; empty for nothing
   * @return null when the line is none
   */
  static @Nullable Title read(String text, String fault) {
    String line = text.strip();
    if (line.startsWith(BUG)) {
      return bug(line.substring(BUG.length()).strip());
    }
    if (line.startsWith(FAULT)) {
      return range(new Cursor(line, FAULT.length()), fault);
    }
    if (line.startsWith(BAD_FREE)) {
      return simple("double-free or invalid-free", null, null);
    }
    if (line.startsWith(OLD_FAULT)) {
      return new Title(
          "null-ptr-deref or user-memory-access", null, null, null, null, Kind.OLD_FAULT);
    }
    return null;
  }

  private static Title simple(String bugClass, @Nullable Symbol function, @Nullable Long address) {
    Access access =
        bugClass.contains("-free") && !bugClass.contains("after-free")
            ? new Access(Access.Kind.FREE, 0, address, "", 0)
            : null;
    return new Title(bugClass, function, address, access, null, Kind.CHECK);
  }

  private static @Nullable Title bug(String line) {
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
      boolean named = function.offset() >= 0 || !function.source().isEmpty();
      return named && !Symbols.isSource(function.source())
          ? null
          : simple(line.substring(0, in), function, address);
    }
    int on = line.indexOf(" on address ");
    if (on >= 0 && plausible(line.substring(0, on))) {
      Cursor cursor = new Cursor(line, on + " on address ".length());
      cursor.spaces();
      Long address = cursor.skip("(null)") ? Long.valueOf(0) : cursor.address();
      return simple(line.substring(0, on), null, address);
    }
    String bugClass = line.endsWith(" in") ? line.substring(0, line.length() - 3) : line;
    return plausible(bugClass) ? simple(bugClass, null, null) : null;
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
    return new Title(bugClass, null, null, null, range, Kind.FAULT);
  }
}
