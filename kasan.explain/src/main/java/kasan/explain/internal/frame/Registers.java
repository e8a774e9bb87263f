// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells lines of registers and code, as they stand in a trace that comes from elsewhere. */
public final class Registers {
  private static final Set<String> NAMES =
      Set.of(
          // x86
          "RIP",
          "EIP",
          "Code",
          "RSP",
          "ESP",
          "EFLAGS",
          "RAX",
          "RDX",
          "RBP",
          "R10",
          "R13",
          "EAX",
          "ESI",
          "DS",
          "FS",
          "CS",
          "CR2",
          "DR0",
          "DR3",
          "PKRU",
          // arm64, arm
          "pc",
          "lr",
          "sp",
          "pstate",
          "Flags",
          "Control",
          "psr",
          "xpsr",
          "Register r0 information",
          // powerpc
          "NIP",
          "LR",
          "REGS",
          "MSR",
          "CFAR",
          "CTR",
          "DAR",
          // s390
          "Krnl PSW",
          "Krnl GPRS",
          "Krnl Code",
          "User PSW",
          "User GPRS",
          "User Code",
          // riscv, loongarch, mips
          "epc",
          "ra",
          "gp",
          "status",
          "badaddr",
          "cause",
          "era",
          "ERA",
          "CRMD",
          "PRMD",
          "EUEN",
          "ECFG",
          "ESTAT",
          "BADV",
          "PRID",
          "Hi",
          "Lo",
          "Status",
          "Cause",
          "BadVA",
          "PrId",
          "Stack");

  /** Numbered registers, and the words that lines of powerpc and mips begin with. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:[xrtsa]|GPR|\\$ ?)\\d{1,2}|R:.*|fp|tp|ip");

  /** Rows of disassembly that scripts/decodecode puts behind "Code:". */
  private static final Pattern DISASSEMBLY =
      Pattern.compile("(?:Code;)?\\s*[0-9a-f]+:[*\\s].*|\\*?\\s*\\.{3}");

  private static final Pattern WORDS =
      Pattern.compile("(?:[0-9a-f]{4}: ?)?(?:[0-9a-f]{8}|[0-9a-f]{16})(?: +[0-9a-f]{8,16})*");

  private Registers() {}

  /**
   * Whether a line names a register and its value.
   *
   * @param line without blanks at its ends
   */
  public static boolean isLine(String line) {
    if (line.startsWith("NIP [") || line.startsWith("LR [") || line.startsWith("PC is at ")) {
      return true;
    }
    int colon = line.indexOf(':');
    if (colon <= 0 || colon + 1 >= line.length()) {
      return false;
    }
    String name = line.substring(0, colon).strip();
    return NAMES.contains(name) || NUMBERED.matcher(name).matches();
  }

  /**
   * Whether a line is one of a dump of code or stack, which says nothing to people.
   *
   * @param line without blanks at its ends
   */
  public static boolean isDump(String line) {
    return line.equals("All code")
        || line.equals("Stack:")
        || line.startsWith("Code starting with the faulting instruction")
        || isShortRule(line)
        || WORDS.matcher(line).matches()
        || (line.indexOf(':') > 0 && DISASSEMBLY.matcher(line).matches());
  }

  /** The rules under the headings of scripts/decodecode. */
  private static boolean isShortRule(String line) {
    return line.startsWith("====") && line.length() < 50 && line.chars().allMatch(c -> c == '=');
  }
}
