// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.ageing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.lab.api.recording.AgedBlock.Mobility;
import kasan.lab.api.recording.AgedBlock.Stretch;
import kasan.lab.api.recording.AgedBlock.Use;

/**
 * The pages of a page block in words: {@code f12,s4,s3x2,m490} are 12 free ones, 4 slabs of a page,
 * 2 slabs of 8 pages, 490 movable ones; {@code o} stands for any other.
 */
public final class BlockText {
  private static final String LETTERS = "fsmo";
  private static final int MOST_ORDER = 10;

  private BlockText() {}

  /** Writes stretches. */
  public static String write(List<Stretch> stretches) {
    var text = new StringBuilder();
    for (Stretch stretch : stretches) {
      text.append(text.length() == 0 ? "" : ",").append(LETTERS.charAt(stretch.use().ordinal()));
      if (stretch.order() > 0) {
        text.append(stretch.order()).append('x');
      }
      text.append(stretch.count());
    }
    return text.toString();
  }

  /**
   * Reads stretches.
   *
   * @param pages that they must be together
   * @throws IllegalArgumentException saying what is wrong
   */
  public static List<Stretch> read(String text, int pages) {
    var stretches = new ArrayList<Stretch>();
    int sum = 0;
    for (String word : text.split(",", -1)) {
      Stretch stretch = stretch(word, pages);
      if (sum % (1 << stretch.order()) != 0) {
        throw new IllegalArgumentException("a slab is not aligned: '" + word + "'");
      }
      sum += stretch.pages();
      stretches.add(stretch);
    }
    if (sum != pages) {
      throw new IllegalArgumentException("pages are " + sum + " together, not " + pages);
    }
    return stretches;
  }

  private static Stretch stretch(String word, int pages) {
    int use = word.isEmpty() ? -1 : LETTERS.indexOf(word.charAt(0));
    int times = word.indexOf('x');
    try {
      if (use >= 0) {
        int order = times < 0 ? 0 : Integer.parseInt(word.substring(1, times));
        int count = Integer.parseInt(word.substring(Math.max(0, times) + 1));
        boolean slab = use == Use.SLAB.ordinal();
        if (order >= 0
            && order <= (slab ? MOST_ORDER : 0)
            && count > 0
            && count <= pages >> order) {
          return new Stretch(Use.values()[use], order, count);
        }
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "pages are words such as f12 (free), s4, s3x2 (slabs), m5 (movable), o6 (other), not '"
            + word
            + "'");
  }

  /** The word for a mobility. */
  public static String word(Mobility mobility) {
    return mobility.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mobility of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Mobility mobility(String word) {
    for (Mobility mobility : Mobility.values()) {
      if (word(mobility).equals(word)) {
        return mobility;
      }
    }
    throw new IllegalArgumentException(
        "type is one of movable, reclaimable, unmovable, not '" + word + "'");
  }
}
