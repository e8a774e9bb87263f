// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/** Reads places in code and data. */
public final class Symbols {
  public static final String INLINE = "[inline]";

  private static final String FILE_AND_LINE =
      "(?:[\\w./+-]+\\.(?:c|h|S|s|rs|cc|cpp|hpp|inc)|\\?\\?):(?:\\d+|\\?)";

  /** {@code (file.c:12 (discriminator 3) file.c:14)}, and a module or remark behind it. */
  private static final Pattern DECODED =
      Pattern.compile(
          "([A-Za-z_][\\w.$]*) \\((" + FILE_AND_LINE + "[^()]*(?:\\([^()]*\\)[^()]*)*)\\)(.*)");

  private static final Pattern SOURCE = Pattern.compile("/?" + FILE_AND_LINE + "[,;]?");

  private Symbols() {}

  /** A place with its offset and size; null for anything else. */
  public static @Nullable Symbol strict(String text) {
    int plus = text.indexOf("+0x");
    if (plus <= 0 || text.lastIndexOf(' ', plus) >= 0) {
      return null;
    }
    Cursor cursor = new Cursor(text, plus + 3);
    Long offset = cursor.hex();
    if (offset == null || offset < 0 || !cursor.skip("/0x")) {
      return null;
    }
    Long size = cursor.hex();
    if (size == null || size < 0) {
      return null;
    }
    String module = null;
    int behind = cursor.at();
    if (cursor.skip(" [")) {
      module = cursor.until("]");
      if (module == null || module.isEmpty() || module.equals("inline")) {
        module = null;
        cursor.moveTo(behind);
      }
    }
    return new Symbol(text.substring(0, plus), offset, size, module, cursor.rest().strip());
  }

  /** A place of any kind: with offset and size, with file and line, or a bare name or address. */
  public static Symbol any(String text) {
    String stripped = text.strip();
    Symbol symbol = strict(stripped);
    if (symbol == null) {
      symbol = decoded(stripped);
    }
    if (symbol != null) {
      return symbol;
    }
    Cursor cursor = new Cursor(stripped);
    String name = cursor.word();
    return new Symbol(name, -1, -1, null, cursor.rest().strip());
  }

  /** A place that is alone on its line, behind a space; null for anything else. */
  public static @Nullable Symbol alone(String line) {
    String stripped = line.strip();
    Symbol symbol = strict(stripped);
    if (symbol == null) {
      symbol = decoded(stripped);
    }
    if (symbol != null) {
      return symbol;
    }
    return isAddress(stripped) ? new Symbol(stripped, -1, -1) : null;
  }

  /** Whether what stands behind a place is where it was compiled from, and no sentence. */
  public static boolean isSource(String behind) {
    char open = 0;
    for (String word : behind.split(" ", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (open == 0 && (word.charAt(0) == '[' || word.charAt(0) == '(')) {
        open = word.charAt(0);
      } else if (open == 0 && !word.equals("at") && !SOURCE.matcher(word).matches()) {
        return false;
      }
      if (open != 0 && word.endsWith(open == '[' ? "]" : ")")) {
        open = 0;
      }
    }
    return open == 0;
  }

  /** {@code 0xffffffffc0001234}. */
  public static boolean isAddress(String text) {
    Cursor cursor = new Cursor(text);
    return cursor.skip("0x") && cursor.hex() != null && cursor.atEnd();
  }

  /** Whether a text is the name of a function. */
  public static boolean isName(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '$') {
        return false;
      }
    }
    return !Character.isDigit(text.charAt(0));
  }

  /** {@code foo_read (drivers/foo.c:10) foo}, as scripts/decode_stacktrace.sh writes it. */
  public static @Nullable Symbol decoded(String text) {
    if (text.indexOf(" (") < 0 || text.indexOf(':') < 0) {
      return null;
    }
    Matcher decoded = DECODED.matcher(text);
    if (!decoded.matches()) {
      return null;
    }
    String behind = decoded.group(3).strip();
    String module = null;
    String source = decoded.group(2);
    if (isName(behind)) {
      module = behind;
    } else if (!behind.isEmpty()) {
      source += " " + behind;
    }
    return new Symbol(decoded.group(1), -1, -1, module, source);
  }

  /**
   * {@code __dump_stack lib/dump_stack.c:88 [inline]}, as symbolizers write it; older ones have the
   * word in place of the address.
   */
  public static @Nullable Symbol inlined(String text) {
    if (!text.endsWith(INLINE)) {
      return null;
    }
    int space = text.indexOf(' ');
    if (space <= 0 || text.indexOf(':', space) < 0) {
      return null;
    }
    return new Symbol(text.substring(0, space), -1, -1, null, text.substring(space + 1).strip());
  }
}
