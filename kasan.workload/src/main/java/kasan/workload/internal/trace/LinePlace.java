// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import kasan.api.BadInputException;

/** Which line of which file is being looked at; for messages. */
final class LinePlace {
  private static final int SHOWN_BYTES = 40;

  private final String label;
  long number;

  LinePlace(String label) {
    this.label = label;
  }

  /**
   * Complains about a line.
   *
   * @param start first byte of what was found in the place of what was expected
   * @param end the line end
   */
  BadInputException expected(String expected, byte[] b, int start, int end) {
    String found = start >= end ? "the end of the line" : "'" + shown(b, start, end) + "'";
    return bad("expected " + expected + ", found " + found);
  }

  /** Complains about a file that ends inside a line. */
  BadInputException cutOff(byte[] b, int start, int end) {
    int from = Math.max(start, end - SHOWN_BYTES);
    return bad("the file is cut off after '" + shown(b, from, end) + "'; expected a whole line");
  }

  BadInputException bad(String complaint) {
    return new BadInputException(label + ", line " + number + ": " + complaint);
  }

  /** Complains about the file behind the line that was read last. */
  BadInputException unreadable(IOException e) {
    return new BadInputException(
        label + ": cannot be read behind line " + number + ": " + e.getMessage(), e);
  }

  static String shown(byte[] b, int start, int end) {
    int length = Math.min(end - start, SHOWN_BYTES);
    String text = new String(b, start, length, StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^ -~]", "?") + (end - start > SHOWN_BYTES ? "..." : "");
  }
}
