// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

/**
 * What stands before the fields of an event: {@code comm-pid (tgid) [cpu] flags seconds.fraction:
 * event: }; in the latency format no bracket stands around the CPU.
 *
 * <p>A task may call itself anything, also {@code x-1 [000] 1.0: y}. Its name ends where a header
 * follows it, and is at most 16 bytes long; of several such places the last one is it. All writers
 * align names to a column, so the place is looked for only where it differs from the line before.
 */
final class LineHeader {
  private static final int COMM_BYTES = 16;

  /** How far behind a name the bracket before the CPU can be: pid, tgid, blanks. */
  private static final int MAX_PID_BYTES = 48;

  private static final String MODIFIERS = "ukhGHIpPSDWeb";

  private static final long[] NANOS_PER_UNIT = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  /** More seconds than this overflow nanoseconds. */
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

  private final byte separator;
  private final HeaderStart before = new HeaderStart();
  private final LatencyHeader unbracketed = new LatencyHeader();

  private int repeated;
  private long seconds;
  private int fractionAt;

  /** Where the last line had its separator and its bracket, from its start; -1 before the first. */
  private int separatorAt = -1;

  private int bracketAt;

  /** What was found. */
  int pid;

  int cpu;
  long nanos;
  boolean flags;

  /** Whether a bracket stands before the CPU: not so in the latency format. */
  boolean bracketed;

  /** Whether the time is one since the trace began: in the latency format of the kernel. */
  boolean sinceStart;

  int eventStart;
  int eventEnd;
  int bodyStart;

  LineHeader(Dialect dialect) {
    separator = dialect.separator();
  }

  /**
   * Looks whether a line begins as the line before, up to the whole seconds, before its end is
   * known: most lines do, and comparing bytes at once is cheaper than reading them one by one.
   *
   * @param filled where the text in the buffer ends
   * @return bytes from {@code start} on in which no line end stands
   */
  int repeats(byte[] b, int start, int filled) {
    repeated = before.repeatedAt(b, start, filled);
    return repeated;
  }

  /**
   * Looks at the header of the line from {@code start} to its line end at {@code end}.
   *
   * @return whether there is one
   */
  boolean parse(byte[] b, int start, int end) {
    bracketed = true;
    sinceStart = false;
    if (repeated > 0) {
      int i = fraction(b, start + repeated);
      if (i > 0) {
        return event(b, i, end);
      }
    }
    boolean found = parseWhole(b, start, end);
    before.note(b, start, found && bracketed ? fractionAt : start);
    return found;
  }

  private boolean parseWhole(byte[] b, int start, int end) {
    if (separatorAt >= 0) {
      int bracket = start + bracketAt;
      if (bracket < end
          && b[bracket] == '['
          && pidBetween(b, start, start + separatorAt, bracket)
          && afterBracket(b, bracket, end)) {
        return true;
      }
    }
    return locate(b, start, end);
  }

  private boolean locate(byte[] b, int start, int end) {
    int first = start;
    while (first < end && blank(b[first])) {
      first++;
    }
    int limit = Math.min(end, first + COMM_BYTES + MAX_PID_BYTES);
    for (int bracket = limit - 1; bracket > first; bracket--) {
      if (b[bracket] != '[') {
        continue;
      }
      int at = separatorBefore(b, start, bracket);
      if (at >= (separator == ' ' ? first + 1 : 0)
          && at - first <= COMM_BYTES
          && pidBetween(b, start, at, bracket)
          && afterBracket(b, bracket, end)) {
        separatorAt = at - start;
        bracketAt = bracket - start;
        return true;
      }
    }
    return separator == '-' && latency(b, first, end);
  }

  /** Where nothing brackets the CPU. */
  private boolean latency(byte[] b, int first, int end) {
    int i = unbracketed.timeAt(b, first, end);
    if (i < 0) {
      return false;
    }
    pid = unbracketed.pid;
    cpu = unbracketed.cpu;
    flags = true;
    bracketed = false;
    int behind = time(b, i);
    sinceStart = behind < 0;
    if (sinceStart) {
      behind = unbracketed.behindMicros(b, i, end);
      nanos = unbracketed.nanos;
    }
    return behind > 0 && event(b, behind, end);
  }

  /** Goes back from the bracket over tgid and pid; -1 when they are not there. */
  private int separatorBefore(byte[] b, int start, int bracket) {
    int i = backOverBlanks(b, start, bracket - 1);
    if (i > start && b[i] == ')') {
      while (i > start && b[i] != '(') {
        i--;
      }
      i = backOverBlanks(b, start, i - 1);
    }
    int last = i;
    while (i > start && (digit(b[i]) || b[i] == '/' || reaped(b, i))) {
      i--;
    }
    if (i == last || i < start || b[i] != separator) {
      return -1;
    }
    while (separator == ' ' && i > start && b[i - 1] == ' ') {
      i--; // the pid is padded with blanks as well
    }
    return i;
  }

  private static int backOverBlanks(byte[] b, int start, int from) {
    int i = from;
    while (i > start && blank(b[i])) {
      i--;
    }
    return i;
  }

  /** The sign of -1, the pid that perf gives a task which is being reaped. */
  private boolean reaped(byte[] b, int i) {
    return separator == ' ' && b[i] == '-' && b[i + 1] == '1' && !digit(b[i + 2]);
  }

  private boolean pidBetween(byte[] b, int start, int at, int bracket) {
    if (at < start || b[at] != separator || at + 1 >= bracket) {
      return false;
    }
    int i = at + 1;
    while (separator == ' ' && b[i] == ' ') {
      i++;
    }
    if (reaped(b, i)) {
      pid = -1;
      i += 2;
      if (b[i] == '/' && reaped(b, i + 1)) {
        i += 3;
      }
      return onlyTgid(b, i, bracket);
    }
    int number = 0;
    int digits = 0;
    for (; digit(b[i]); i++) {
      number = number * 10 + (b[i] - '0');
      if (++digits > 9) {
        return false;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (b[i] == '/') { // pid/tid: the task is the second
      return pidBetweenSlash(b, i, bracket);
    }
    pid = number;
    return onlyTgid(b, i, bracket);
  }

  private boolean pidBetweenSlash(byte[] b, int slash, int bracket) {
    int i = slash + 1;
    int number = 0;
    for (; digit(b[i]) && i < slash + 10; i++) {
      number = number * 10 + (b[i] - '0');
    }
    pid = number;
    return i > slash + 1 && onlyTgid(b, i, bracket);
  }

  /** Whether there are blanks up to the bracket, and at most {@code (tgid)} between them. */
  private static boolean onlyTgid(byte[] b, int from, int bracket) {
    int i = from;
    while (i < bracket && blank(b[i])) {
      i++;
    }
    if (i < bracket && b[i] == '(') {
      i++;
      while (i < bracket && (digit(b[i]) || b[i] == ' ' || b[i] == '-')) {
        i++;
      }
      if (i >= bracket || b[i] != ')') {
        return false;
      }
      i++;
      while (i < bracket && blank(b[i])) {
        i++;
      }
    }
    return i == bracket;
  }

  /** CPU, flags, time and event. Reading stops at the line end, which is no digit. */
  private boolean afterBracket(byte[] b, int bracket, int end) {
    int i = bracket + 1;
    int number = 0;
    for (; digit(b[i]) && i < bracket + 7; i++) {
      number = number * 10 + (b[i] - '0');
    }
    if (i == bracket + 1 || b[i] != ']') {
      return false;
    }
    cpu = number;
    i++;
    while (blank(b[i])) {
      i++;
    }
    flags = !digit(b[i]);
    if (flags) {
      while (i < end && !blank(b[i])) {
        i++;
      }
      while (blank(b[i])) {
        i++;
      }
    }
    i = time(b, i);
    return i > 0 && event(b, i, end);
  }

  /** Seconds and fraction up to the colon; the position after it, or -1. */
  private int time(byte[] b, int from) {
    int i = from;
    seconds = 0;
    for (; digit(b[i]); i++) {
      seconds = seconds * 10 + (b[i] - '0');
      if (seconds > MAX_SECONDS) {
        return -1;
      }
    }
    fractionAt = i + 1;
    return i == from || b[i] != '.' ? -1 : fraction(b, fractionAt);
  }

  /** The fraction of a second up to the colon; the position after it, or -1. */
  private int fraction(byte[] b, int from) {
    int i = from;
    int fraction = 0;
    for (; digit(b[i]); i++) {
      if (i - from >= 9) {
        return -1;
      }
      fraction = fraction * 10 + (b[i] - '0');
    }
    if (i == from || b[i] != ':') {
      return -1;
    }
    nanos = seconds * 1_000_000_000 + fraction * NANOS_PER_UNIT[i - from];
    return i + 1;
  }

  /**
   * The name of the event: up to the colon that a blank or the line end follows. It is empty where
   * something else stands: a line of the function tracer, of a stack trace.
   *
   * <p>Before it may stand what trace-cmd puts there with --ts-diff, {@code (+NANOS)}, and the
   * count or period that perf prints when other events were recorded as well.
   */
  private boolean event(byte[] b, int from, int end) {
    int i = skipBlanks(b, from);
    if (b[i] == '(' && b[i + 1] == '+') {
      int number = i + 2;
      while (digit(b[number])) {
        number++;
      }
      i = b[number] == ')' ? skipBlanks(b, number + 1) : i;
    } else if (digit(b[i])) {
      int number = i;
      while (digit(b[number])) {
        number++;
      }
      i = blank(b[number]) ? skipBlanks(b, number) : i;
    }
    int whole = i;
    int name = i;
    bodyStart = i;
    eventStart = i;
    eventEnd = i;
    for (; i < end && !blank(b[i]); i++) {
      if (b[i] != ':') {
        continue;
      }
      if (i + 1 == end || blank(b[i + 1])) {
        eventStart = name > whole && modifiers(b, name, i) ? whole : name;
        eventEnd = i++;
        bodyStart = skipBlanks(b, i);
        break;
      }
      name = i + 1; // what stood before it is the group
    }
    return true;
  }

  /**
   * Letters of perf that say when an event counts, as in {@code cycles:ppp}; no name of its own.
   */
  private static boolean modifiers(byte[] b, int from, int to) {
    int i = from;
    while (i < to && MODIFIERS.indexOf(b[i]) >= 0) {
      i++;
    }
    return i == to;
  }

  private static int skipBlanks(byte[] b, int from) {
    int i = from;
    while (blank(b[i])) {
      i++;
    }
    return i;
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }
}
