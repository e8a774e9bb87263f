// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.BadInputException;

/**
 * What stands on both sides of the first equals sign, as options take it.
 *
 * @param key never empty
 * @param value may be empty
 */
record KeyValue(String key, String value) {
  /**
   * @param expected what the option takes, for the message
   * @throws BadInputException for a word without a sign, or with nothing before it
   */
  static KeyValue parse(String word, String expected) {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw new BadInputException(expected + ", not '" + word + "'");
    }
    return new KeyValue(word.substring(0, equals), word.substring(equals + 1));
  }
}
