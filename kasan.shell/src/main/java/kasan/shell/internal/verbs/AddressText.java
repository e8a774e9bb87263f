// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.lab.api.run.Run;

/**
 * Addresses as users write them: in hexadecimal, or of what they have allocated, and a distance.
 */
final class AddressText {
  /** For the help of verbs. */
  static final String HELP =
      "in hexadecimal, such as ffff888000001000, or of what 'alloc' handed out: o1, o1+16, o1-1";

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(o[1-9][0-9]{0,8})|(?:0[xX])?([0-9a-fA-F]{1,16}))(?:([+-])([0-9]{1,9}))?");
  private static final int HEX = 16;

  private AddressText() {}

  /**
   * @param verb it was given to, for the message
   * @param run that knows what was allocated
   * @throws BadInputException for what is no address, and where nothing has the name
   */
  static long parse(String verb, String word, Run run) throws InterruptedException {
    Matcher shape = SHAPE.matcher(word);
    if (!shape.matches()) {
      throw new BadInputException(
          verb
              + " takes an address in hexadecimal, such as ffff888000001000, or what 'alloc' handed"
              + " out, such as o1 or o1+16, not '"
              + word
              + "'");
    }
    String object = shape.group(1);
    long address =
        object == null ? Long.parseUnsignedLong(shape.group(2), HEX) : run.addressOf(object);
    long distance = shape.group(4) == null ? 0 : Long.parseLong(shape.group(4));
    return "-".equals(shape.group(3)) ? address - distance : address + distance;
  }
}
