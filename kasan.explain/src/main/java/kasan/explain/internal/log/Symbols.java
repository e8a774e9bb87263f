// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.List;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.TraceLine.Marker;
import org.jspecify.annotations.Nullable;

/** Reads places in code, and the lines of stack traces. */
final class Symbols {
  private static final String INLINE = "[inline]";
  private static final int MAX_MARK = 16;

  private Symbols() {}

  /** A place with its offset and size; null for anything else. */
  static @Nullable Symbol strict(String text) {
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

  /** A place of any kind: with offset and size, or a bare name or address. */
  static Symbol any(String text) {
    String stripped = text.strip();
    Symbol symbol = strict(stripped);
    if (symbol != null) {
      return symbol;
    }
    Cursor cursor = new Cursor(stripped);
    String name = cursor.word();
    return new Symbol(name, -1, -1, null, cursor.rest().strip());
  }

  /** A place that is alone on its line, behind a space; null for anything else. */
  static @Nullable Symbol alone(String line) {
    String stripped = line.strip();
    Symbol symbol = strict(stripped);
    if (symbol != null) {
      return symbol;
    }
    Cursor cursor = new Cursor(stripped);
    return cursor.skip("0x") && cursor.hex() != null && cursor.atEnd()
        ? new Symbol(stripped, -1, -1)
        : null;
  }

  /**
   * Adds what a line of a stack trace says: a frame, a mark such as {@code <IRQ>}, or both.
   *
   * @return false when it is no such line
   */
  static boolean readTrace(String line, List<TraceLine> into) {
    String stripped = line.strip();
    Cursor cursor = new Cursor(stripped);
    String mark = mark(cursor);
    if (mark != null) {
      into.add(new Marker(" " + mark));
      cursor.spaces();
      if (cursor.atEnd()) {
        return true;
      }
    }
    Frame frame = frame(cursor);
    if (frame != null) {
      into.add(frame);
    }
    return frame != null || mark != null;
  }

  private static @Nullable String mark(Cursor cursor) {
    int from = cursor.at();
    if (!cursor.skip('<')) {
      return null;
    }
    String name = cursor.until(">");
    if (name == null || name.isEmpty() || name.length() > MAX_MARK || name.indexOf(' ') >= 0) {
      cursor.moveTo(from);
      return null;
    }
    return "<" + name + ">";
  }

  private static @Nullable Frame frame(Cursor cursor) {
    long pc = 0;
    boolean inline = false;
    if (cursor.skip("[<")) {
      cursor.spaces();
      Long address = cursor.hex();
      if (address != null) {
        pc = address;
      } else {
        inline = cursor.skip("inline");
        if (!inline) {
          return null;
        }
      }
      cursor.spaces();
      if (!cursor.skip(">]")) {
        return null;
      }
      cursor.spaces();
      // a second address in brackets, as "RIP:" of old kernels has it
      cursor.skip("[<" + Long.toHexString(pc) + ">]");
      cursor.spaces();
    }
    boolean reliable = !cursor.skip("? ");
    String text = cursor.rest().strip();
    Symbol symbol = strict(text);
    if (symbol == null) {
      symbol = inlined(inline ? text + " " + INLINE : text);
    }
    return symbol == null ? null : new Frame(symbol, reliable, pc);
  }

  /**
   * {@code __dump_stack lib/dump_stack.c:88 [inline]}, as symbolizers write it; older ones have the
   * word in place of the address.
   */
  private static @Nullable Symbol inlined(String text) {
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
