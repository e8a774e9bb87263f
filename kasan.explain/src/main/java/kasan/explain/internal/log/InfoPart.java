// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Marker;
import org.jspecify.annotations.Nullable;

/**
 * What dump_stack prints: {@code CPU: 0 UID: 0 PID: 91 Comm: ...}, the lines about taint, machine
 * and workqueue, registers where there are any, and the call trace.
 */
final class InfoPart implements PartReader {
  private static final List<String> DETAILS =
      List.of("Tainted: ", "Hardware name: ", "Workqueue: ", "Stopper: ", "Sched_ext: ");

  /** What handlers of faults print that says nothing of the access. */
  private static final List<String> OF_FAULTS =
      List.of(
          "kasan: CONFIG_KASAN_INLINE enabled",
          "general protection fault",
          "Dumping ftrace buffer",
          "(ftrace buffer empty)",
          "task: ",
          "Modules linked in:",
          "RIP  [<",
          "Mem abort info:");

  private final boolean wantsRegisters;
  private final List<String> details = new ArrayList<>();
  private final List<TraceLine> trace = new ArrayList<>();
  private @Nullable DumpInfo info;
  private @Nullable Symbol instruction;
  private boolean inTrace;
  private boolean closed;

  /**
   * @param wantsRegisters whether the report is that of a fault, where the instruction pointer
   *     stands among the registers and nowhere else
   */
  InfoPart(boolean wantsRegisters) {
    this.wantsRegisters = wantsRegisters;
  }

  @Override
  public boolean opens(String line) {
    if (line.startsWith("CPU: ") && info == null) {
      info = cpuLine(line);
      return info != null;
    }
    if (heading(line.strip()) && !inTrace && !closed) {
      inTrace = true;
      return true;
    }
    if (wantsRegisters && !inTrace && !closed) {
      return instruction(line) || detail(line);
    }
    return false;
  }

  private static boolean heading(String line) {
    return line.equals("Call Trace:") || line.equals("Call trace:");
  }

  @Override
  public boolean goesOn(String line) {
    String stripped = line.strip();
    if (!inTrace) {
      return detail(line.stripLeading())
          || stackWords(stripped)
          || (wantsRegisters && (register(line) || ofFault(stripped)));
    }
    if (stripped.startsWith("Modules linked in:")) {
      inTrace = false;
      closed = true;
      return true;
    }
    return Symbols.readTrace(stripped, trace) || register(line);
  }

  private static boolean ofFault(String line) {
    for (String start : OF_FAULTS) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** The top of the stack, word by word: kernels before 4.10 print it, nobody can use it. */
  private static boolean stackWords(String line) {
    Cursor cursor = new Cursor(line);
    int words = 0;
    while (!cursor.atEnd()) {
      int from = cursor.at();
      if (cursor.hex() == null || cursor.at() - from != 16) {
        return false;
      }
      words++;
      cursor.spaces();
    }
    return words > 0 || line.equals("Stack:");
  }

  private boolean detail(String line) {
    for (String start : DETAILS) {
      if (line.startsWith(start)) {
        details.add(line);
        return true;
      }
    }
    return false;
  }

  /** {@code RIP: 0010:rb_erase+0xb7/0x1210} of x86, {@code pc : rb_erase+0xb0/0x1210} of arm64. */
  private boolean instruction(String line) {
    Cursor cursor = new Cursor(line);
    if (cursor.skip("RIP: ")) {
      cursor.digits();
      cursor.skip(':');
    } else if (!cursor.skip("pc : ")) {
      return false;
    }
    List<TraceLine> frame = new ArrayList<>();
    if (!Symbols.readTrace(cursor.rest(), frame)) {
      return false;
    }
    if (instruction == null && frame.get(0) instanceof TraceLine.Frame first) {
      instruction = first.symbol();
    }
    trace.add(new Marker(line));
    return true;
  }

  private boolean register(String line) {
    if (!Registers.isLine(line.strip())) {
      return false;
    }
    trace.add(new Marker(line));
    return true;
  }

  private static @Nullable DumpInfo cpuLine(String line) {
    Cursor cursor = new Cursor(line);
    cursor.skip("CPU: ");
    Integer cpu = cursor.smallDecimal();
    if (cpu == null) {
      return null;
    }
    Long uid = null;
    if (cursor.skip(" UID: ")) {
      uid = cursor.decimal();
    }
    if (!cursor.skip(" PID: ")) {
      return null;
    }
    Long pid = cursor.decimal();
    if (pid == null || !cursor.skip(" Comm: ")) {
      return null;
    }
    int from = cursor.at();
    String taint = null;
    String comm = cursor.until(" Not tainted ");
    if (comm == null) {
      comm = cursor.until(" Tainted: ");
      if (comm == null) {
        cursor.moveTo(from);
        return null;
      }
      taint = flags(cursor);
    }
    boolean kdump = comm.endsWith(" Kdump: loaded");
    if (kdump) {
      comm = comm.substring(0, comm.length() - " Kdump: loaded".length());
    }
    String release = cursor.word();
    String version = cursor.skip(' ') ? cursor.rest() : "";
    return new DumpInfo(cpu, uid, pid, comm, kdump, taint, release, version, List.of());
  }

  /** Flags stand alone between blanks; the first longer word is the release. */
  private static String flags(Cursor cursor) {
    int from = cursor.at();
    StringBuilder flags = new StringBuilder();
    while (!cursor.atEnd()) {
      flags.append(" ".repeat(cursor.spaces()));
      int word = cursor.at();
      String flag = cursor.word();
      if (flag.length() != 1) {
        cursor.moveTo(word);
        break;
      }
      flags.append(flag);
    }
    // the last blank separates the flags from the release
    return cursor.at() == from ? "" : flags.substring(0, flags.length() - 1);
  }

  @Override
  public void give(Finding.Builder finding) {
    if (info != null) {
      finding.info(
          new DumpInfo(
              info.cpu(),
              info.uid(),
              info.pid(),
              info.comm(),
              info.kdump(),
              info.taint(),
              info.release(),
              info.version(),
              details));
    }
    finding.callTrace(new StackTrace(trace));
    if (wantsRegisters) {
      finding.function(instruction);
    }
  }
}
