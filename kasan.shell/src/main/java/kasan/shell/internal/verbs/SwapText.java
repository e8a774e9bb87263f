// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.Lab;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Words;

/** Planned swaps as users write them: {@code --swap WHEN=SCHEME}. */
final class SwapText {
  private static final int WHOLE = 100;
  private static final String EXPECTED =
      "--swap takes PERCENT%=SCHEME or OPERATION=SCHEME, such as 40%=page (40pc=page at the"
          + " prompt, where % is special)";

  /** What a percentage ends with; the word is for shells that keep the sign for themselves. */
  private static final List<String> PERCENT = List.of("%", "pc");

  private SwapText() {}

  /**
   * @param word such as {@code 40%=page}, {@code 40pc=page} or {@code 250000=ondemand}
   * @throws BadInputException for a word of another shape
   */
  static PlannedSwap parse(String word) {
    KeyValue pair = KeyValue.parse(word, EXPECTED);
    String sign = PERCENT.stream().filter(pair.key()::endsWith).findFirst().orElse("");
    String number = pair.key().substring(0, pair.key().length() - sign.length());
    if (!number.matches("[0-9]{1,15}") || pair.value().isEmpty()) {
      throw new BadInputException(EXPECTED + ", not '" + word + "'");
    }
    long at = Long.parseLong(number);
    if (!sign.isEmpty() && at > WHOLE) {
      throw new BadInputException("--swap " + word + ": expected 0% to 100%");
    }
    return new PlannedSwap(at, !sign.isEmpty(), pair.value());
  }

  /** Schemes behind the moment that stands there already. */
  static Words words(Lab lab) {
    return (typed, directory) -> {
      String moment = typed.substring(0, typed.lastIndexOf('=') + 1);
      return moment.isEmpty()
          ? List.of()
          : lab.names(ExtensionKind.SCHEMES).stream().map(name -> moment + name).toList();
    };
  }
}
