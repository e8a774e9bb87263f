// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.Track;
import kasan.lab.api.finding.VmallocRegion;
import org.jspecify.annotations.Nullable;

/**
 * A finding as Linux 6.12 prints it, line by line (mm/kasan/report.c, report_generic.c,
 * lib/dump_stack.c), without what printk puts in front.
 *
 * <p>What a finding lacks is left out, as Linux leaves it out. What only other kernels print takes
 * the form of 6.12: addresses in brackets before frames are gone, {@code the page} is {@code the
 * physical page}, {@code Call trace} is {@code Call Trace}. The one line of a fault of the shadow
 * stands among the lines that the fault handler prints around it.
 */
public final class LinuxReport {
  private static final String RULE = "=".repeat(66);
  private static final int ADDRESS_DIGITS = 16;

  private final List<String> lines = new ArrayList<>();

  private LinuxReport() {}

  /** The lines of a report, without line ends. */
  public static List<String> lines(Finding finding) {
    LinuxReport report = new LinuxReport();
    FaultRange range = finding.faultRange();
    if (range != null) {
      report.fault(finding, range);
    } else {
      report.bug(finding);
    }
    return List.copyOf(report.lines);
  }

  private void fault(Finding finding, FaultRange range) {
    if (!range.fault().isEmpty()) {
      add(range.fault());
    }
    String likelihood = range.likelihood().isEmpty() ? "" : range.likelihood() + " ";
    add(
        "KASAN: %s%s in range [0x%016x-0x%016x]",
        likelihood, finding.bugClass(), range.first(), range.last());
    dumpStack(finding);
  }

  private void bug(Finding finding) {
    add(RULE);
    title(finding);
    dumpStack(finding);
    if (hasMetadata(finding)) {
      add("");
      description(finding);
      memoryState(finding.memoryState());
    }
    add(RULE);
  }

  private void title(Finding finding) {
    Symbol function = finding.function();
    add("BUG: KASAN: " + finding.bugClass() + (function == null ? "" : " in " + function.text()));
    Access access = finding.access();
    if (access != null) {
      add(accessLine(access));
    } else if (function == null) {
      add("Asynchronous fault: no details available");
    }
    if (finding.tags() != null) {
      add(
          "Pointer tag: [%02x], memory tag: [%02x]",
          finding.tags().pointer(), finding.tags().memory());
    }
    add("");
  }

  private static String accessLine(Access access) {
    String size = access.size() == 0 ? "" : " of size " + Long.toUnsignedString(access.size());
    Long address = access.address();
    String place =
        address == null
            ? ""
            : (access.kind() == Kind.FREE ? " of addr " : " at addr ") + hex(address);
    return access.kind().word() + size + place + " by task " + access.comm() + "/" + access.pid();
  }

  /** Linux describes only addresses that have a shadow. */
  private static boolean hasMetadata(Finding finding) {
    return finding.memoryState() != null
        || finding.object() != null
        || finding.variable() != null
        || finding.stackFrame() != null
        || finding.vmalloc() != null
        || !finding.page().isEmpty()
        || finding.allocated() != null
        || finding.freed() != null;
  }

  /** dump_stack: registers of a fault stand before the trace. */
  private void dumpStack(Finding finding) {
    DumpInfo info = finding.info();
    if (info != null) {
      add(cpuLine(info));
      lines.addAll(info.details());
    }
    List<TraceLine> trace = finding.callTrace().lines();
    int from = 0;
    if (finding.faultRange() != null) {
      while (from < trace.size() && registers(trace.get(from))) {
        add(trace.get(from++).text());
      }
    }
    if (from < trace.size()) {
      add("Call Trace:");
      for (TraceLine line : trace.subList(from, trace.size())) {
        add(line.text());
      }
    }
  }

  private static boolean registers(TraceLine line) {
    return line instanceof TraceLine.Marker marker && !marker.text().strip().startsWith("<");
  }

  private static String cpuLine(DumpInfo info) {
    return "CPU: "
        + info.cpu()
        + (info.uid() == null ? "" : " UID: " + info.uid())
        + " PID: "
        + info.pid()
        + " Comm: "
        + info.comm()
        + (info.kdump() ? " Kdump: loaded" : "")
        + (info.taint() == null ? " Not tainted " : " Tainted: " + info.taint() + " ")
        + info.release()
        + (info.version().isEmpty() ? "" : " " + info.version());
  }

  private void description(Finding finding) {
    track("Allocated", finding.allocated());
    track("Freed", finding.freed());
    String which = "Last";
    for (StackTrace work : finding.relatedWork()) {
      add(which + " potentially related work creation:");
      stack(work);
      add("");
      which = "Second to last";
    }
    if (finding.object() != null) {
      object(finding.object());
    }
    if (finding.variable() != null) {
      add("The buggy address belongs to the variable:");
      add(" " + finding.variable().text());
      add("");
    }
    if (finding.stackFrame() != null) {
      stackFrame(finding.stackFrame());
    }
    if (finding.vmalloc() != null) {
      vmalloc(finding.vmalloc());
    }
    if (!finding.page().isEmpty()) {
      add("The buggy address belongs to the physical page:");
      lines.addAll(finding.page());
      add("");
    }
  }

  private void track(String did, @Nullable Track track) {
    if (track == null) {
      return;
    }
    String extra = "";
    if (track.cpu() != null && track.micros() != null) {
      extra =
          String.format(
              Locale.ROOT,
              " on cpu %d at %d.%06ds",
              track.cpu(),
              track.micros() / 1_000_000,
              track.micros() % 1_000_000);
    }
    add(did + " by task " + Long.toUnsignedString(track.pid()) + extra + ":");
    stack(track.stack());
    add("");
  }

  private void stack(StackTrace stack) {
    if (stack.isEmpty()) {
      add("(stack is not available)");
    }
    for (TraceLine line : stack.lines()) {
      add(line.text());
    }
  }

  private void object(SlabObject object) {
    add("The buggy address belongs to the object at " + hex(object.address()));
    String size = object.size() == null ? "" : " of size " + object.size();
    add(" which belongs to the cache " + object.cache() + size);
    SlabObject.Region region = object.region();
    if (region != null) {
      add("The buggy address is located %d bytes %s of", region.distance(), region.side().words());
      String state = region.state().word();
      add(
          " %s%s-byte region [%s, %s)",
          state.isEmpty() ? "" : state + " ",
          Long.toUnsignedString(region.size()),
          hex(region.start()),
          hex(region.end()));
    }
    add("");
  }

  private void stackFrame(StackFrame frame) {
    add("The buggy address belongs to stack of task " + frame.comm() + "/" + frame.pid());
    Symbol function = frame.function();
    if (function != null) {
      add(" and is located at offset " + frame.offset() + " in frame:");
      add(" " + function.text());
      add("");
      int count = frame.objects().size();
      add("This frame has " + count + (count == 1 ? " object:" : " objects:"));
      for (StackFrame.Variable variable : frame.objects()) {
        add(" [%d, %d) '%s'", variable.start(), variable.end(), variable.name());
      }
    }
    add("");
  }

  private void vmalloc(VmallocRegion region) {
    String start = "The buggy address belongs to a ";
    if (region.pages() != null && region.start() != null) {
      add(
          start + "%d-page vmalloc region starting at 0x%s allocated at %s",
          region.pages(),
          hex(region.start()),
          region.allocatedAt() == null ? "0x0" : region.allocatedAt().text());
    } else {
      add(start + "vmalloc virtual mapping");
    }
  }

  private void memoryState(@Nullable MemoryState state) {
    if (state == null) {
      return;
    }
    add("Memory state around the buggy address:");
    Long bad = state.firstBadAddress();
    for (MemoryState.Row row : state.rows()) {
      long index = bad == null ? -1 : Long.divideUnsigned(bad - row.address(), state.granule());
      boolean guilty = index >= 0 && index < row.length();
      StringBuilder text = new StringBuilder(guilty ? ">" : " ");
      text.append(hex(row.address())).append(':');
      for (int i = 0; i < row.length(); i++) {
        text.append(' ').append(hexByte(row.at(i)));
      }
      add(text.toString());
      if (guilty) {
        // a mark, the address, ": ", and three columns for each byte in front
        add(" ".repeat(1 + ADDRESS_DIGITS + 2 + 3 * (int) index) + "^");
      }
    }
  }

  private static String hexByte(int value) {
    return Integer.toHexString(value | 0x100).substring(1);
  }

  private static String hex(long address) {
    return String.format(Locale.ROOT, "%016x", address);
  }

  private void add(String line) {
    lines.add(line);
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
