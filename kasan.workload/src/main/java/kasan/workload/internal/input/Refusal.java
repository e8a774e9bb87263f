// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a file is, when its first bytes show that it is not a trace. */
public final class Refusal {
  /** How many first bytes are enough to tell. */
  public static final int HEAD_BYTES = 512;

  private static final String EXPECTED =
      "; expected a trace: text of tracefs, trace-cmd report or perf script, trace.dat, perf.data";

  private Refusal() {}

  /**
   * Why these first bytes begin no trace; null when they look like text of some kind.
   *
   * @param head decompressed
   */
  public static @Nullable String ofTrace(byte[] head) {
    if (head.length == 0) {
      return "empty file" + EXPECTED;
    }
    String standIn = ofStandIn(head);
    if (standIn != null) {
      return standIn;
    }
    String text = text(head);
    if (text.startsWith("2ELIFREP")) {
      return "this is perf.data of a big-endian machine; only those of little-endian ones are read";
    }
    if (text.startsWith("PERFFILE")) {
      return "this is perf.data as perf wrote it before 2010; expected one with PERFILE2";
    }
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
        return "binary data" + EXPECTED;
      }
    }
    return null;
  }

  /** Whether something else stands in the place of the file: a Git LFS pointer, a web page. */
  static @Nullable String ofStandIn(byte[] head) {
    String start = text(head).stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs.github.com/spec/")) {
      return "this is a Git LFS pointer; fetch the real file with git lfs pull";
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "this is an HTML page" + EXPECTED;
    }
    return null;
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }
}
