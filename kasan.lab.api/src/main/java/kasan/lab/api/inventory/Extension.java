// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One service that a bundle adds to the laboratory, with what its registration says of it.
 *
 * @param name by which users choose it
 * @param service the service
 * @param properties of its registration
 */
public record Extension<T>(String name, T service, Map<String, Object> properties) {

  /** A property that is one word or line; empty when it is not there. */
  public String text(String key) {
    return properties.get(key) instanceof String word ? word : "";
  }

  /** A property that is a whole number. */
  public long number(String key, long otherwise) {
    return properties.get(key) instanceof Number number ? number.longValue() : otherwise;
  }

  /** A property that is a yes or no. */
  public boolean flag(String key, boolean otherwise) {
    return properties.get(key) instanceof Boolean flag ? flag : otherwise;
  }

  /** A property that is several words. */
  public List<String> words(String key) {
    Object value = properties.get(key);
    if (value instanceof String[] words) {
      return Arrays.stream(words).filter(Objects::nonNull).toList();
    }
    return value instanceof String word ? List.of(word) : List.of();
  }
}
