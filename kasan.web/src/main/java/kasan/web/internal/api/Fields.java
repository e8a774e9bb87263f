// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Set;
import kasan.api.BadInputException;

/** The fields of a request's body, each of the type that is expected; others are refused. */
final class Fields {
  private final ObjectNode body;

  /**
   * @param body of the request
   * @param known names that it may have
   */
  Fields(ObjectNode body, Set<String> known) {
    this.body = body;
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw BadInputException.unknownName("field", name, known);
      }
    }
  }

  /** For requests that say nothing. */
  static void none(ObjectNode body) {
    if (!body.isEmpty()) {
      throw new BadInputException("field '" + body.fieldNames().next() + "' is not expected");
    }
  }

  private boolean isMissing(String name) {
    return !body.hasNonNull(name);
  }

  /** Text; empty when it is missing. */
  String text(String name) {
    if (isMissing(name)) {
      return "";
    }
    JsonNode node = body.get(name);
    if (!node.isTextual()) {
      throw expected(name, "text", node);
    }
    return node.textValue();
  }

  /** Text that must be there. */
  String needed(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new BadInputException("field '" + name + "' is missing");
    }
    return text;
  }

  /** A whole number. */
  long number(String name, long otherwise, long least, long most) {
    if (isMissing(name)) {
      return otherwise;
    }
    JsonNode node = body.get(name);
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw expected(name, "a whole number from " + least + " to " + most, node);
    }
    return node.longValue();
  }

  /** Yes or no; no when it is missing. */
  boolean flag(String name) {
    if (isMissing(name)) {
      return false;
    }
    JsonNode node = body.get(name);
    if (!node.isBoolean()) {
      throw expected(name, "true or false", node);
    }
    return node.booleanValue();
  }

  private static BadInputException expected(String name, String what, JsonNode node) {
    String given = node.toString();
    return new BadInputException(
        "field '"
            + name
            + "' takes "
            + what
            + ", not "
            + (given.length() > 60 ? given.substring(0, 60) + "..." : given));
  }
}
