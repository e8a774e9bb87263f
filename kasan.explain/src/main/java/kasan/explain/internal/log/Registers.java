// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.Set;

/** Tells lines of registers, as they stand in a trace that comes from user space or a fault. */
final class Registers {
  private static final Set<String> NAMES =
      Set.of(
          "RIP", "EIP", "Code", "RSP", "ESP", "EFLAGS", "RAX", "RDX", "RBP", "R10", "R13", "EAX",
          "ESI", "DS", "FS", "CS", "CR2", "DR0", "DR3", "PKRU", "pc", "lr", "sp", "pstate");

  private Registers() {}

  /**
   * Whether a line names a register and its value.
   *
   * @param line without blanks at its ends
   */
  static boolean isLine(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0 || colon + 1 >= line.length()) {
      return false;
    }
    String name = line.substring(0, colon).strip();
    return NAMES.contains(name) || arm64(name);
  }

  private static boolean arm64(String name) {
    Cursor cursor = new Cursor(name);
    return cursor.skip('x') && cursor.digits() > 0 && cursor.atEnd();
  }
}
