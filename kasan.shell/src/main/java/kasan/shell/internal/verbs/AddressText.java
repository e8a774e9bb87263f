// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.BadInputException;

/** Addresses as users write them. */
final class AddressText {
  private static final int HEX = 16;

  private AddressText() {}

  /**
   * @param verb it was given to, for the message
   * @throws BadInputException for what is no hexadecimal number of 64 bits
   */
  static long parse(String verb, String word) {
    String digits = word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word;
    if (!digits.matches("[0-9a-fA-F]{1,16}")) {
      throw new BadInputException(
          verb + " takes an address in hexadecimal, such as ffff888000001000, not '" + word + "'");
    }
    return Long.parseUnsignedLong(digits, HEX);
  }
}
