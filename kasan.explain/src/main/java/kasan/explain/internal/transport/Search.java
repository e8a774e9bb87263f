// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Finds the texts that may begin a report in bytes, faster than each byte can be looked at.
 *
 * <p>Each text has {@value #STEP} bytes in a row that are seldom elsewhere. Of any {@value #STEP}
 * in a row one is looked at, and the text only where that one is in it.
 */
final class Search {
  private static final int STEP = 4;

  /** The texts, which begin with such bytes. */
  private static final byte[][] TEXTS = {
    "KASAN".getBytes(US_ASCII),
    // of a fault of the shadow, up to 5.4
    "NULL-ptr deref or".getBytes(US_ASCII),
    "BUG: Double free or".getBytes(US_ASCII),
    // a rule, quoted-printable
    "=3D=3D=3D".getBytes(US_ASCII)
  };

  /** Bytes of the longest text. */
  static final int LONGEST = 19;

  private static final byte[] BUG = "BUG: ".getBytes(US_ASCII);
  private static final byte[] HEADER = "content-".getBytes(US_ASCII);

  /** For each byte the places that it has among the first of texts: text and offset by turns. */
  private static final int[][] PLACES = places();

  /** Whether a byte has any. */
  private static final boolean[] AMONG = among();

  private Search() {}

  private static int[][] places() {
    int[][] places = new int[256][0];
    for (int text = 0; text < TEXTS.length; text++) {
      for (int offset = 0; offset < STEP; offset++) {
        int[] before = places[TEXTS[text][offset]];
        int[] more = Arrays.copyOf(before, before.length + 2);
        more[before.length] = text;
        more[before.length + 1] = offset;
        places[TEXTS[text][offset]] = more;
      }
    }
    return places;
  }

  private static boolean[] among() {
    boolean[] among = new boolean[256];
    for (int i = 0; i < among.length; i++) {
      among[i] = PLACES[i].length > 0;
    }
    return among;
  }

  /** Where the first text begins that is whole; -1 for none. */
  static int find(byte[] bytes, int from, int to) {
    boolean[] among = AMONG;
    for (int at = from + STEP - 1; at < to; at += STEP) {
      if (!among[bytes[at] & 0xFF]) {
        continue;
      }
      int[] places = PLACES[bytes[at] & 0xFF];
      for (int i = 0; i < places.length; i += 2) {
        int start = at - places[i + 1];
        if (isAt(TEXTS[places[i]], bytes, start, to)) {
          return start;
        }
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] text, byte[] bytes, int start, int to) {
    if (to - start < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[start + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text begins at a place that is said of a bug, and not of a fault before it. */
  static boolean isBug(byte[] bytes, int start) {
    return bytes[start] == 'B'
        || start >= BUG.length && isAt(BUG, bytes, start - BUG.length, start);
  }

  /** Whether a header of a mail about its body begins at a place. */
  static boolean isHeader(byte[] bytes, int start, int to) {
    if (start >= to || (bytes[start] | ' ') != 'c' || to - start < HEADER.length) {
      return false;
    }
    for (int i = 1; i < HEADER.length; i++) {
      if ((bytes[start + i] | ' ') != HEADER[i]) {
        return false;
      }
    }
    return true;
  }
}
