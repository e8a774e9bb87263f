// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import kasan.web.internal.json.Refusal;

/**
 * What is asked.
 *
 * @param name that the path holds; empty when it holds none
 * @param query parameters behind the question mark
 * @param body of a post; empty otherwise
 */
record Call(String name, Map<String, String> query, ObjectNode body) {
  /**
   * A whole number of the query.
   *
   * @throws Refusal when it is none, or outside of the range
   */
  long number(String key, long least, long most, long otherwise) {
    String word = query.getOrDefault(key, "");
    return word.isEmpty() ? otherwise : number(key, word, least, most);
  }

  /** A whole number that must be there. */
  long number(String key, long least, long most) {
    return number(key, query.getOrDefault(key, ""), least, most);
  }

  private static long number(String key, String word, long least, long most) {
    if (word.matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(word);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Refusal(
        Refusal.BAD_REQUEST,
        key + " takes a whole number from " + least + " to " + most + ", not '" + word + "'");
  }
}
