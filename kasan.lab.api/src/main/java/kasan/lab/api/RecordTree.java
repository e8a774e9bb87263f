// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Records as trees, and back: a key for each component. Components are texts, numbers, flags,
 * constants of an enum, bytes, records, and lists of these. Where a component may be of several
 * records the key {@code is} says of which.
 */
final class RecordTree {
  private static final String IS = "is";

  private final String what;

  /**
   * @param what names the records in messages
   */
  RecordTree(String what) {
    this.what = what;
  }

  @Nullable Object write(@Nullable Object value) {
    if (value instanceof Record all) {
      return map(all);
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> copies = new ArrayList<>(list.size());
      list.forEach(each -> copies.add(write(each)));
      return copies;
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  private Map<String, @Nullable Object> map(Record all) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Class<?> one : all.getClass().getInterfaces()) {
      if (one.isSealed()) {
        map.put(IS, all.getClass().getSimpleName());
      }
    }
    try {
      for (RecordComponent component : all.getClass().getRecordComponents()) {
        map.put(component.getName(), write(component.getAccessor().invoke(all)));
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e); // all are public and give what they hold
    }
    return map;
  }

  /**
   * Reads a record.
   *
   * @throws BadInputException in one line, naming the key
   */
  <T> T read(Class<T> type, @Nullable Object tree) {
    Object read = value(type, type.getSimpleName(), tree);
    if (read == null) {
      throw expected(type.getSimpleName(), "an object", null);
    }
    return type.cast(read);
  }

  private @Nullable Object value(Type type, String key, @Nullable Object tree) {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], key, tree);
    }
    var plain = (Class<?>) type;
    if (plain.isSealed()) {
      return one(plain, key, tree);
    } else if (plain.isRecord()) {
      return tree == null ? null : made(plain, key, tree);
    }
    return single(plain, key, tree);
  }

  private List<@Nullable Object> list(Type element, String key, @Nullable Object tree) {
    if (!(tree instanceof List<?> list)) {
      throw expected(key, "a list", tree);
    }
    List<@Nullable Object> values = new ArrayList<>(list.size());
    list.forEach(each -> values.add(value(element, key, each)));
    return values;
  }

  private @Nullable Object one(Class<?> sealed, String key, @Nullable Object tree) {
    Object name = tree instanceof Map<?, ?> map ? map.get(IS) : null;
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      if (each.getSimpleName().equals(name)) {
        return value(each, key, tree);
      }
    }
    throw expected(key, "an object with the key " + IS, tree);
  }

  private Object made(Class<?> type, String key, Object tree) {
    var fields = new JsonFields(what + ": " + key, tree);
    if (fields.has(IS)) {
      fields.take(IS);
    }
    RecordComponent[] components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String name = components[i].getName();
      values[i] = value(components[i].getGenericType(), name, fields.take(name));
    }
    fields.end();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException | IllegalArgumentException | NullPointerException e) {
      throw new BadInputException(what + ": " + key + " is none", e);
    }
  }

  private @Nullable Object single(Class<?> type, String key, @Nullable Object tree) {
    if (tree == null && !type.isPrimitive()) {
      return null;
    } else if (tree instanceof Long number) {
      if (type == long.class || type == Long.class) {
        return number;
      } else if (number == number.intValue() && (type == int.class || type == Integer.class)) {
        return number.intValue();
      }
    } else if (tree instanceof Boolean && type == boolean.class) {
      return tree;
    } else if (tree instanceof String text) {
      return ofText(type, key, text);
    }
    throw expected(key, "another type", tree);
  }

  private Object ofText(Class<?> type, String key, String text) {
    if (type == String.class) {
      return text;
    } else if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text)) {
          return constant;
        }
      }
    } else if (type == byte[].class) {
      try {
        return HexFormat.of().parseHex(text);
      } catch (IllegalArgumentException e) {
        // told below
      }
    }
    throw expected(key, "another value", text);
  }

  private BadInputException expected(String key, String expectation, @Nullable Object got) {
    return new BadInputException(
        what
            + ": "
            + key
            + ": expected "
            + expectation
            + ", not "
            + Json.write(got == null ? "null" : got).strip());
  }
}
