// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kasan.api.BadInputException;

/** The mode of KASAN that a kernel is built for (KASAN_GENERIC, KASAN_SW_TAGS, KASAN_HW_TAGS). */
public enum KasanMode {
  /** Shadow bytes. */
  GENERIC,
  /** Tags in pointers, compared by compiled code. */
  SW_TAGS,
  /** Tags in pointers, compared by the machine. */
  HW_TAGS;

  /** For users and machines: lower case, hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words, in their order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(KasanMode::word).toList();
  }

  /**
   * The one of a word.
   *
   * @throws BadInputException when there is none, naming those there are
   */
  public static KasanMode of(String word) {
    for (KasanMode each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw BadInputException.unknownName("mode", word, words());
  }
}
