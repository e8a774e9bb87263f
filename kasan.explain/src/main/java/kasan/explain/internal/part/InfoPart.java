// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import java.util.ArrayList;
import java.util.List;
import kasan.explain.internal.frame.Cursor;
import kasan.explain.internal.frame.Frames;
import kasan.explain.internal.frame.ProcessorLine;
import kasan.explain.internal.frame.Registers;
import kasan.explain.internal.frame.Trace;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Marker;
import org.jspecify.annotations.Nullable;

/**
 * What dump_stack prints: {@code CPU: 0 UID: 0 PID: 91 Comm: ...}, the lines about taint, machine
 * and workqueue, registers where there are any, and the call trace, with or without its heading.
 */
public final class InfoPart implements PartReader {
  private static final int MAX_DETAILS = 32;
  private static final List<String> DETAILS =
      List.of("Tainted: ", "Hardware name: ", "Workqueue: ", "Stopper: ", "Sched_ext: ");

  /** What handlers of faults print that says nothing of the access. */
  private static final List<String> OF_FAULTS =
      List.of(
          "kasan: CONFIG_KASAN_INLINE enabled",
          "general protection fault",
          "BUG: unable to handle",
          "BUG: Kernel NULL",
          "Unable to handle kernel",
          "Internal error: ",
          "Oops",
          "#PF: ",
          "PGD ",
          "P4D ",
          "Faulting instruction",
          "Dumping ftrace buffer",
          "(ftrace buffer empty)",
          "task: ",
          "Modules linked in:",
          "RIP  [<",
          "Mem abort info:",
          "Data abort info:",
          "ESR = ",
          "EC = ",
          "SET = ",
          "FSC = ",
          "ISV = ",
          "CM = ",
          "GCS = ",
          "swapper pgtable",
          "user pgtable",
          "[dfff",
          "LE PAGE_SIZE=",
          "BE PAGE_SIZE=",
          "SMP ",
          "PREEMPT ");

  private final boolean wantsRegisters;
  private final List<String> details = new ArrayList<>();
  private final Trace trace = new Trace();
  private @Nullable DumpInfo info;
  private @Nullable Symbol instruction;
  private boolean inTrace;
  private boolean closed;

  /**
   * @param wantsRegisters whether the report is that of a fault, where the instruction pointer
   *     stands among the registers and nowhere else
   */
  public InfoPart(boolean wantsRegisters) {
    this.wantsRegisters = wantsRegisters;
  }

  /** Whether the processor line is still to come. */
  public boolean wantsInfo() {
    return info == null;
  }

  /** Whether a line begins a trace though this one has been read. */
  public boolean isSecondTrace(String line) {
    return isHeading(line) && (inTrace && !trace.isEmpty() || closed);
  }

  @Override
  public boolean opens(String line) {
    if (line.startsWith("CPU: ") && info == null) {
      info = ProcessorLine.read(line);
      return info != null;
    }
    if (!inTrace && !closed && isHeading(line)) {
      inTrace = true;
      return true;
    }
    if (wantsRegisters && !inTrace && !closed) {
      return instruction(line) || detail(line);
    }
    return false;
  }

  public static boolean isHeading(String text) {
    String line = text.strip();
    return line.equals("Call Trace:") || line.equals("Call trace:") || line.equals("Backtrace:");
  }

  /** Whether a line is one of those between the processor line and a trace. */
  public static boolean isDetail(String line) {
    return startsWithOneOf(line, DETAILS);
  }

  @Override
  public boolean goesOn(String line) {
    String stripped = line.strip();
    if (!inTrace) {
      if (detail(stripped)) {
        return true;
      }
      if (wantsRegisters && (register(line) || startsWithOneOf(stripped, OF_FAULTS))) {
        return true;
      }
      if (Registers.isDump(stripped)) {
        return true;
      }
      // some kernels print no heading
      inTrace = info != null && !closed && Frames.read(stripped, trace);
      return inTrace;
    }
    if (stripped.startsWith("Modules linked in:")) {
      inTrace = false;
      closed = true;
      return true;
    }
    if (trace.isFull() && stripped.indexOf("+0x") > 0) {
      trace.leaveOut(1);
      return true;
    }
    return Frames.read(stripped, trace) || register(line) || Registers.isDump(stripped);
  }

  private static boolean startsWithOneOf(String line, List<String> starts) {
    for (String start : starts) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private boolean detail(String line) {
    if (!isDetail(line)) {
      return false;
    }
    if (details.size() < MAX_DETAILS) {
      details.add(line);
    }
    return true;
  }

  /** Whether a line names the instruction of a fault. */
  public static boolean isInstruction(String line) {
    return instructionOf(line) != null;
  }

  private boolean instruction(String line) {
    Symbol symbol = instructionOf(line);
    if (symbol == null) {
      return false;
    }
    if (instruction == null) {
      instruction = symbol;
    }
    trace.add(new Marker(line));
    return true;
  }

  /**
   * {@code RIP: 0010:rb_erase+0xb7/0x1210} of x86, {@code pc : rb_erase+0xb0/0x1210} of arm64,
   * {@code PC is at} of arm, {@code NIP [c0000000000d7264]} of powerpc, {@code epc :} of riscv.
   */
  private static @Nullable Symbol instructionOf(String line) {
    Cursor cursor = new Cursor(line);
    if (cursor.skip("RIP: ") || cursor.skip("EIP: ")) {
      cursor.digits();
      cursor.skip(':');
    } else if (!cursor.skip("pc : ")
        && !cursor.skip("epc : ")
        && !cursor.skip("IP: ")
        && !cursor.skip("PC is at ")
        && !cursor.skip("NIP ")) {
      return null;
    }
    Trace one = new Trace();
    Frames.read(cursor.rest(), one);
    TraceLine.Frame frame = one.last();
    return frame == null ? null : frame.symbol();
  }

  private boolean register(String line) {
    if (!Registers.isLine(line.strip())) {
      return false;
    }
    trace.add(new Marker(line));
    return true;
  }

  @Override
  public boolean isFull() {
    return inTrace && trace.isFull();
  }

  @Override
  public void leaveOut(int frames) {
    trace.leaveOut(frames);
  }

  /** Lines of the trace beyond those that are kept. */
  public int leftOut() {
    return trace.leftOut();
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
    finding.callTrace(trace.toStackTrace());
    if (wantsRegisters) {
      finding.function(instruction);
    }
  }
}
