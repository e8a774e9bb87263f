// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kasan.api.BadInputException;

/** How code is compiled so that accesses are checked. */
public enum Instrumentation {
  /** Nothing is compiled in, nothing is checked. */
  NONE,
  /** Checks are calls of the runtime. */
  OUTLINE,
  /** Checks are compiled in place. */
  INLINE,
  /** Nothing is compiled in; the machine itself looks at every access. */
  HARDWARE;

  /** For users and machines: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of a word.
   *
   * @throws BadInputException when there is none, naming those there are
   */
  public static Instrumentation of(String word) {
    for (Instrumentation each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw BadInputException.unknownName("instrumentation", word, words(Arrays.asList(values())));
  }

  /** The words of several, in their order. */
  public static List<String> words(Iterable<Instrumentation> several) {
    var words = new ArrayList<String>();
    several.forEach(each -> words.add(each.word()));
    return words;
  }
}
