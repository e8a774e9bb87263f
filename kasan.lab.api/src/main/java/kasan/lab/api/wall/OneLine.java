// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import org.jspecify.annotations.Nullable;

/** Words of somebody else's, as a part of one line. */
public final class OneLine {
  private static final int MOST = 500;

  private OneLine() {}

  /** The words with line ends as semicolons, cut where they are too many; empty for null. */
  public static String of(@Nullable String words) {
    if (words == null) {
      return "";
    }
    String head = words.length() > MOST ? words.substring(0, MOST) + "..." : words;
    return head.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
  }
}
