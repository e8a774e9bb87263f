// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;

/** A RAM size as users write it: {@code 512M}, {@code 1G}, {@code 1.5G}; a bare number is MiB. */
final class RamSize {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,8})(?:\\.([0-9]{1,3}))?([MGTmgt])?(?:i?[Bb])?");
  private static final long THOUSAND = 1000;

  private RamSize() {}

  /**
   * @param option it was given for, for the message
   * @throws BadInputException for another shape, and for what is no whole number of MiB
   */
  static long mib(String option, String word) {
    Matcher matcher = SHAPE.matcher(word);
    if (!matcher.matches()) {
      throw bad(option, word);
    }
    String unit = matcher.group(3) == null ? "M" : matcher.group(3);
    long factor =
        switch (unit) {
          case "G", "g" -> 1L << 10;
          case "T", "t" -> 1L << 20;
          default -> 1;
        };
    String decimals = matcher.group(2) == null ? "" : matcher.group(2);
    long thousandths =
        Long.parseLong(matcher.group(1)) * THOUSAND
            + Long.parseLong((decimals + "000").substring(0, 3));
    if (thousandths == 0 || thousandths * factor % THOUSAND != 0) {
      throw bad(option, word);
    }
    return thousandths * factor / THOUSAND;
  }

  private static BadInputException bad(String option, String word) {
    return new BadInputException(
        option + " takes sizes such as 512M, 1G or 1.5G, whole MiB, not '" + word + "'");
  }
}
