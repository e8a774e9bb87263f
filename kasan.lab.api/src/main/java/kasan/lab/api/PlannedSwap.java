// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.api.BadInputException;

/**
 * A swap that a run makes by itself.
 *
 * @param at after how many operations, or after how many hundredths of all operations
 * @param percent whether {@code at} counts hundredths
 * @param scheme name of the scheme to go on with
 */
public record PlannedSwap(long at, boolean percent, String scheme) {
  private static final int WHOLE = 100;

  /** What hundredths end with; the word is for shells that keep the sign for themselves. */
  private static final List<String> HUNDREDTHS = List.of("%", "pc");

  /**
   * @param word such as {@code 40%=page}, {@code 40pc=page} or {@code 250000=ondemand}
   * @throws BadInputException for a word of another shape
   */
  public static PlannedSwap parse(String word) {
    int equals = word.indexOf('=');
    String when = equals < 0 ? "" : word.substring(0, equals);
    String scheme = word.substring(equals + 1);
    String sign = HUNDREDTHS.stream().filter(when::endsWith).findFirst().orElse("");
    boolean percent = !sign.isEmpty();
    String number = when.substring(0, when.length() - sign.length());
    if (!number.matches("[0-9]{1,15}") || scheme.isEmpty()) {
      throw new BadInputException(
          "--swap takes PERCENT%=SCHEME or OPERATION=SCHEME, such as 40%=page (40pc=page at the"
              + " prompt, where % is special), not '"
              + word
              + "'");
    }
    long at = Long.parseLong(number);
    if (percent && at > WHOLE) {
      throw new BadInputException("--swap " + word + ": expected 0% to 100%");
    }
    return new PlannedSwap(at, percent, scheme);
  }

  /** The operation after which it is made, in a run of so many. */
  public long operation(long operations) {
    return percent ? Math.multiplyExact(at, operations) / WHOLE : at;
  }
}
