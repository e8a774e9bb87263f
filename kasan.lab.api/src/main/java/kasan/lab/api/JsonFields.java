// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** The fields of one object of JSON, each asked for once. What nobody asked for is an error. */
final class JsonFields {
  private final String what;
  private final Map<String, @Nullable Object> left = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  /**
   * @param what names the object in messages
   * @throws BadInputException when the value is no object
   */
  JsonFields(String what, @Nullable Object value) {
    this.what = what;
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadInputException(what + ": expected an object");
    }
    map.forEach((key, each) -> left.put(String.valueOf(key), each));
  }

  /** Names of those that nobody has asked for yet. */
  List<String> keys() {
    return List.copyOf(left.keySet());
  }

  /** Whether there is such a field. */
  boolean has(String key) {
    return left.containsKey(key);
  }

  @Nullable Object take(String key) {
    known.add(key);
    return left.remove(key);
  }

  /** A field that has to be there. */
  String text(String key) {
    if (!has(key)) {
      throw expected(key, "text; it is missing");
    }
    return text(key, "");
  }

  String text(String key, String usual) {
    boolean given = has(key);
    Object value = take(key);
    if (!given) {
      return usual;
    } else if (value instanceof String text) {
      return text;
    }
    throw expected(key, "text", value);
  }

  boolean flag(String key, boolean usual) {
    boolean given = has(key);
    Object value = take(key);
    if (!given) {
      return usual;
    } else if (value instanceof Boolean flag) {
      return flag;
    }
    throw expected(key, "true or false", value);
  }

  long number(String key, long least, long most, long usual) {
    boolean given = has(key);
    Object value = take(key);
    return given ? number(key, value, least, most) : usual;
  }

  private long number(String key, @Nullable Object value, long least, long most) {
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw expected(key, "a whole number from " + least + " to " + most, value);
  }

  List<@Nullable Object> list(String key) {
    boolean given = has(key);
    Object value = take(key);
    if (!given) {
      return List.of();
    } else if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw expected(key, "a list", value);
  }

  /** An object, in the order of its keys. */
  Map<String, @Nullable Object> map(String key) {
    Object value = take(key);
    if (!(value instanceof Map<?, ?> map)) {
      throw expected(key, "an object", value);
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, each) -> copy.put(String.valueOf(name), each));
    return Collections.unmodifiableMap(copy);
  }

  /** Numbers; null stands for what is none. */
  double[] decimals(String key) {
    List<@Nullable Object> list = list(key);
    var numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      Object each = list.get(i);
      if (each != null && !(each instanceof Number)) {
        throw expected(key, "a list of numbers", each);
      }
      numbers[i] = each instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return numbers;
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (Object each : list(key)) {
      if (!(each instanceof String text)) {
        throw expected(key, "a list of texts", each);
      }
      texts.add(text);
    }
    return texts;
  }

  List<Long> numbers(String key, long least, long most) {
    var numbers = new ArrayList<Long>();
    list(key).forEach(each -> numbers.add(number(key, each, least, most)));
    return numbers;
  }

  /** All have been asked for that there may be. */
  void end() {
    if (!left.isEmpty()) {
      String key = left.keySet().iterator().next();
      BadInputException unknown = BadInputException.unknownName("key", key, known);
      throw new BadInputException(what + ": " + unknown.getMessage());
    }
  }

  BadInputException expected(String key, String expectation, @Nullable Object got) {
    return expected(key, expectation + ", not " + Json.write(got == null ? "null" : got).strip());
  }

  private BadInputException expected(String key, String expectation) {
    return new BadInputException(what + ": " + key + ": expected " + expectation);
  }
}
