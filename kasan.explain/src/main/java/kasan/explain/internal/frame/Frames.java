// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.TraceLine.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of stack traces, as architectures and tools write them.
 *
 * <p>{@code f+0x1/0x2 [m]} of all, {@code ? } in front of what was merely found on the stack,
 * {@code [<ffffffff81cc68ae>] } in front of kernels before 4.10, s390, mips and riscv; {@code
 * [c00000000169f770] [c000000000e83900] f+0x1/0x2 (unreliable)} of powerpc; {@code g from
 * f+0x1/0x2} and {@code [<c0113d3c>] (g) from [<c010e4b4>] (f+0x1/0x2)} of arm; {@code f
 * (file.c:12) m} of decode_stacktrace.sh; {@code f file.c:12 [inline]} of symbolizers.
 */
public final class Frames {
  private static final int MAX_MARK = 16;
  private static final String FROM = " from ";
  private static final String UNRELIABLE = "(unreliable)";

  private Frames() {}

  /**
   * Adds what a line says: a frame, a mark such as {@code <IRQ>}, or both.
   *
   * @return false when it is no line of a trace
   */
  public static boolean read(String line, Trace into) {
    String stripped = line.strip();
    if (stripped.isEmpty()) {
      return false;
    }
    Cursor cursor = new Cursor(stripped);
    String mark = stripped.charAt(0) == '<' ? mark(cursor) : null;
    if (mark != null) {
      into.add(new Marker(" " + mark));
      cursor.spaces();
      if (cursor.atEnd()) {
        return true;
      }
    } else if (isEntry(stripped)) {
      into.add(new Marker(line));
      return true;
    }
    int from = cursor.at();
    if (stripped.contains(FROM) && fromFrame(cursor, into)) {
      return true;
    }
    cursor.moveTo(from);
    Frame frame = frame(cursor);
    if (frame != null) {
      into.add(frame);
    }
    return frame != null || mark != null;
  }

  /** Where a trace goes on behind an entry into the kernel. */
  private static boolean isEntry(String line) {
    return "-ELI=".indexOf(line.charAt(0)) >= 0 && startsEntry(line);
  }

  private static boolean startsEntry(String line) {
    return line.startsWith("--- interrupt")
        || line.startsWith("--- Exception")
        || line.startsWith("Exception stack(")
        || line.startsWith("Last Breaking-Event-Address:")
        || line.startsWith("=======================")
        || line.startsWith("Instruction dump:");
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

  /** Each line names callee and caller: the callee is new only where it is not the last caller. */
  private static boolean fromFrame(Cursor cursor, Trace into) {
    address(cursor);
    String callee = cursor.until(FROM);
    if (callee == null) {
      return false;
    }
    Long pc = address(cursor);
    Symbol called = place(bare(callee.strip()));
    Symbol caller = place(bare(cursor.rest().strip()));
    if (called == null || caller == null || caller.offset() < 0 && caller.source().isEmpty()) {
      return false;
    }
    Frame last = into.last();
    if (last == null || !last.symbol().name().equals(called.name())) {
      into.add(new Frame(called));
    }
    into.add(new Frame(caller, true, pc == null ? 0 : pc));
    return true;
  }

  /** Without the brackets of old arm kernels. */
  private static String bare(String text) {
    return text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
  }

  private static @Nullable Symbol place(String text) {
    Symbol symbol = Symbols.strict(text);
    if (symbol == null) {
      symbol = Symbols.decoded(text);
    }
    return symbol == null && Symbols.isName(text) ? new Symbol(text, -1, -1) : symbol;
  }

  private static @Nullable Frame frame(Cursor cursor) {
    long pc = 0;
    boolean inline = false;
    cursor.skip("(");
    Long first = address(cursor);
    if (first != null) {
      pc = first;
      // a second address: of powerpc the one of the code, of old kernels' "RIP:" the same again
      Long second = address(cursor);
      if (second != null) {
        pc = second;
      }
    } else if (cursor.skip("[<") || cursor.skip("(")) {
      cursor.spaces();
      inline = cursor.skip("inline");
      if (!inline) {
        return null;
      }
      cursor.spaces();
      if (!cursor.skip(">]")) {
        return null;
      }
      cursor.spaces();
    }
    boolean reliable = !cursor.skip("? ");
    String text = cursor.rest().strip();
    if (text.endsWith(UNRELIABLE)) {
      reliable = false;
      text = text.substring(0, text.length() - UNRELIABLE.length()).strip();
    }
    Symbol symbol = Symbols.strict(text);
    if (symbol == null) {
      symbol = inline ? Symbols.inlined(text + " " + Symbols.INLINE) : Symbols.inlined(text);
    }
    if (symbol == null) {
      symbol = Symbols.decoded(text);
    }
    if (symbol == null && pc != 0 && Symbols.isAddress(text)) {
      symbol = new Symbol(text, -1, -1);
    }
    return symbol == null ? null : new Frame(symbol, reliable, pc);
  }

  /** {@code [<ffffffff81cc68ae>] } or {@code [c00000000169f770] }; null where none stands. */
  private static @Nullable Long address(Cursor cursor) {
    int from = cursor.at();
    if (!cursor.skip('[')) {
      return null;
    }
    boolean angle = cursor.skip('<');
    cursor.spaces();
    int digits = cursor.at();
    Long address = cursor.hex();
    boolean wide = cursor.at() - digits >= 8;
    boolean closed = angle ? cursor.skip(">]") : cursor.skip(']');
    if (address == null || !wide || !closed) {
      cursor.moveTo(from);
      return null;
    }
    cursor.spaces();
    return address;
  }
}
