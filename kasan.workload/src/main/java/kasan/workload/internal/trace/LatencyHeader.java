// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

/**
 * The header of the latency format: {@code comm-pid CPUFLAGS} and the time, with the CPU and what
 * was off, wanted or held in one word. trace-cmd writes seconds, the kernel microseconds since the
 * trace began, with a mark behind them where the next event is far.
 */
final class LatencyHeader {
  private static final int COMM_BYTES = 16;
  private static final int MOST_DIGITS = 15;

  int pid;
  int cpu;
  long nanos;

  /** Where the time begins; -1 where a line has no such header. */
  int timeAt(byte[] b, int first, int end) {
    for (int dash = Math.min(first + COMM_BYTES, end - 1); dash >= first; dash--) {
      if (b[dash] != '-' || !LineHeader.digit(b[dash + 1])) {
        continue;
      }
      int i = dash + 1;
      int number = 0;
      for (; LineHeader.digit(b[i]) && i < dash + 10; i++) {
        number = number * 10 + (b[i] - '0');
      }
      int gap = i;
      while (LineHeader.blank(b[i])) {
        i++;
      }
      int time = i > gap && LineHeader.digit(b[i]) ? behindFlags(b, i, end) : -1;
      if (time >= 0) {
        pid = number;
        return time;
      }
    }
    return -1;
  }

  private int behindFlags(byte[] b, int from, int end) {
    int i = from;
    int number = 0;
    for (; LineHeader.digit(b[i]) && i < from + 6; i++) {
      number = number * 10 + (b[i] - '0');
    }
    int flagsAt = i;
    while (i < end && !LineHeader.blank(b[i])) {
      i++;
    }
    if (i == flagsAt || b[i - 1] == ':') {
      return -1;
    }
    cpu = number;
    while (LineHeader.blank(b[i])) {
      i++;
    }
    return LineHeader.digit(b[i]) ? i : -1;
  }

  /** Reads {@code 123us :}, {@code 123us+:}; the position behind it, or -1. */
  int behindMicros(byte[] b, int from, int end) {
    int i = from;
    long micros = 0;
    for (; LineHeader.digit(b[i]); i++) {
      if (i - from >= MOST_DIGITS) {
        return -1;
      }
      micros = micros * 10 + (b[i] - '0');
    }
    if (b[i] != 'u' || b[i + 1] != 's') {
      return -1;
    }
    i += 2;
    if (i < end && b[i] != ':') {
      i++;
    }
    nanos = micros * 1000;
    return b[i] == ':' ? i + 1 : -1;
  }
}
