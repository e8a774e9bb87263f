// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

/** Who wrote the text of a trace, and how it differs from what others write. */
public enum Dialect {
  /** tracefs: {@code comm-pid [cpu] flags seconds.micros: event: fields}. */
  TRACEFS("tracefs", '-'),
  /** trace-cmd report: as tracefs, mostly without flags, fields padded to a column. */
  TRACE_CMD("trace-cmd", '-'),
  /** perf script: {@code comm pid [cpu] seconds.micros: group:event: fields}. */
  PERF("perf", ' ');

  private final String readerName;
  private final byte separator;

  Dialect(String readerName, char separator) {
    this.readerName = readerName;
    this.separator = (byte) separator;
  }

  /** Name of the reader for it. */
  public String readerName() {
    return readerName;
  }

  /** What stands between the name of a task and its pid. */
  byte separator() {
    return separator;
  }
}
