// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Which of some names a user may have meant: the one with the fewest letters to change. */
public final class NearestName {
  private NearestName() {}

  /**
   * The nearest name, the first of several; null when none is near: a third of the letters differ.
   */
  public static @Nullable String of(String given, SortedSet<String> known) {
    String word = given.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String name : known) {
      int edits = edits(word, name);
      if (edits < least) {
        least = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /** Letters to insert, drop, change, or swap with their neighbour to get from one to the other. */
  private static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[to.length()];
  }
}
