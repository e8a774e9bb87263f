// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.List;
import kasan.explain.internal.frame.Frames;
import kasan.explain.internal.frame.Registers;
import kasan.explain.internal.frame.Trace;
import kasan.explain.internal.part.InfoPart;

/**
 * Another report that was printed in the middle of one, by another CPU: a warning, a stall, a
 * second bug. Its trace must not be taken for that of the report.
 *
 * <p>From its first line on, its processor line, registers and frames are its own. Frames that come
 * before it has begun a trace still belong to the report around it.
 */
final class Intrusion {
  private static final List<String> STARTS =
      List.of(
          "------------[ cut here",
          "WARNING: ",
          "BUG: ",
          "INFO: task ",
          "INFO: rcu",
          "rcu: INFO",
          "watchdog: ",
          "UBSAN: ",
          "NMI backtrace for cpu",
          "Sending NMI",
          "general protection fault");

  private boolean active;
  private boolean traced;

  /** Whether a line begins a report of something else. */
  static boolean starts(String line) {
    for (String start : STARTS) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  void begin(boolean withTrace) {
    active = true;
    traced = withTrace;
  }

  void end() {
    active = false;
    traced = false;
  }

  boolean isActive() {
    return active;
  }

  /** Whether a line that opens no part of the report around it is part of this one. */
  boolean owns(String line) {
    if (!active) {
      return false;
    }
    if (InfoPart.isHeading(line)) {
      traced = true;
      return true;
    }
    if (line.startsWith("CPU: ") || line.startsWith("Modules linked in:")) {
      return true;
    }
    return InfoPart.isDetail(line)
        || Registers.isLine(line)
        || traced && Frames.read(line, new Trace());
  }
}
