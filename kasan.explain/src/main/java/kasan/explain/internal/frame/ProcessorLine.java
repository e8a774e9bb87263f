// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import java.util.List;
import kasan.lab.api.finding.DumpInfo;
import org.jspecify.annotations.Nullable;

/** Reads {@code CPU: 0 UID: 0 PID: 91 Comm: cat Tainted: G B 6.12.9 #1}. */
public final class ProcessorLine {
  private static final String KDUMP = " Kdump: loaded";

  private ProcessorLine() {}

  /** The task that a processor line speaks of; null where it is none. */
  public static @Nullable Long pid(String line) {
    DumpInfo info = read(line);
    return info == null ? null : info.pid();
  }

  public static @Nullable DumpInfo read(String line) {
    Cursor cursor = new Cursor(line);
    if (!cursor.skip("CPU: ")) {
      return null;
    }
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
    boolean kdump = comm.endsWith(KDUMP);
    if (kdump) {
      comm = comm.substring(0, comm.length() - KDUMP.length());
    }
    String release = cursor.word();
    String version = cursor.skip(' ') ? cursor.rest() : "";
    return new DumpInfo(cpu, uid, pid, comm, kdump, taint, release, version, List.of());
  }

  /** What stands before the release; the last blank separates the two. */
  private static String flags(Cursor cursor) {
    int from = cursor.at();
    String rest = cursor.rest();
    int at = release(rest);
    at = at < 0 ? unnamed(rest) : at;
    cursor.moveTo(from + at);
    return at == 0 ? "" : rest.substring(0, at - 1);
  }

  /** A release begins with a number and a dot; flags are letters, vendors' marks are dashes. */
  private static int release(String text) {
    Cursor cursor = new Cursor(text);
    while (!cursor.atEnd()) {
      int word = cursor.at();
      if (cursor.digits() > 0 && cursor.skip('.') && cursor.digits() > 0) {
        return word;
      }
      cursor.word();
      cursor.spaces();
    }
    return -1;
  }

  /** The first word that is longer than a flag: a release of a name of its own. */
  private static int unnamed(String rest) {
    int at = 0;
    for (String word : rest.split(" ", -1)) {
      if (word.length() > 1 && !word.chars().allMatch(c -> Character.isUpperCase(c) || c == '-')) {
        return at;
      }
      at += word.length() + 1;
    }
    return rest.length();
  }
}
