// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines between words. */
final class Words {
  private Words() {}

  /** Lines of at most {@code width} characters; a longer word has a line of its own. */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Length of the longest word. */
  static int longest(String text) {
    int longest = 0;
    for (String word : text.split(" ", -1)) {
      longest = Math.max(longest, word.length());
    }
    return longest;
  }
}
