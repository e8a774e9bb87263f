// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into trees of results, whose shape nobody promises: what is not there is null or empty. */
public final class Trees {
  private Trees() {}

  /** The value at a path such as {@code memory.staticKb}. */
  public static @Nullable Object at(Map<String, @Nullable Object> tree, String path) {
    Object value = tree;
    for (String key : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  /** A number at a path; NaN where there is none. */
  public static double number(Map<String, @Nullable Object> tree, String path) {
    return at(tree, path) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Text at a path; empty where there is none. */
  public static String text(Map<String, @Nullable Object> tree, String path) {
    Object value = at(tree, path);
    return value == null ? "" : value.toString();
  }

  /** The map at a path; empty where there is none. */
  public static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String path) {
    return asMap(at(tree, path));
  }

  /** The maps in the list at a path; empty where there is no such list, or it has other things. */
  public static List<Map<String, @Nullable Object>> maps(
      Map<String, @Nullable Object> tree, String path) {
    var maps = new ArrayList<Map<String, @Nullable Object>>();
    if (at(tree, path) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?>) {
          maps.add(asMap(each));
        }
      }
    }
    return maps;
  }

  /** The texts in the list at a path. */
  public static List<String> texts(Map<String, @Nullable Object> tree, String path) {
    var texts = new ArrayList<String>();
    if (at(tree, path) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** The numbers in the list at a path. */
  public static double[] numbers(Map<String, @Nullable Object> tree, String path) {
    if (!(at(tree, path) instanceof List<?> list)) {
      return new double[0];
    }
    return list.stream()
        .mapToDouble(each -> each instanceof Number number ? number.doubleValue() : Double.NaN)
        .toArray();
  }

  /** A value as a map, with keys as text. */
  public static Map<String, @Nullable Object> asMap(@Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> other) {
      other.forEach((key, each) -> map.put(String.valueOf(key), each));
    }
    return map;
  }
}
