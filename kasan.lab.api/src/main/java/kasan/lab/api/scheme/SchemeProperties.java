// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kasan.api.BadInputException;
import kasan.api.ExtensionName;
import kasan.api.scheme.SchemeInfo;
import org.jspecify.annotations.Nullable;

/** Reads a description out of service properties, and says what no scheme can be. */
final class SchemeProperties {
  private static final int LARGEST_GRANULE_BYTES = 4096;

  private final Map<String, Object> properties;

  private SchemeProperties(Map<String, Object> properties) {
    this.properties = properties;
  }

  static SchemeDescription read(Map<String, Object> properties) {
    return new SchemeProperties(properties).read();
  }

  private SchemeDescription read() {
    String name = text("name");
    String problem = ExtensionName.problemOf(name);
    if (problem != null) {
      throw new BadInputException("name '" + name + "': " + problem);
    }
    int granule = granuleBytes();
    return SchemeDescription.named(name)
        .title(text("title"))
        .source(text("source"))
        .granuleBytes(granule)
        .instrumentation(instrumentation(granule))
        .layoutClass(layoutClass())
        .anyLayout(flag("anyLayout", false))
        .staticCost(text("staticCost"))
        .vmalloc(flag("vmalloc", true))
        .misses(several("misses", SchemeProperties::missReason))
        .contender(flag("contender", true))
        .build();
  }

  private int granuleBytes() {
    Object value = get("granuleBytes");
    if (value == null) {
      return 8;
    }
    if (value instanceof Number number
        && number.longValue() >= 0
        && number.longValue() <= LARGEST_GRANULE_BYTES
        && Long.bitCount(number.longValue()) <= 1) {
      return number.intValue();
    }
    throw new BadInputException(
        "granuleBytes " + value + ": expected 0 or a power of two up to " + LARGEST_GRANULE_BYTES);
  }

  /**
   * Declarative Services leaves an empty array out, so no property is no word. A scheme without
   * shadow has none unless it says hardware: the usual words stand in its registration, too.
   */
  private List<Instrumentation> instrumentation(int granule) {
    List<Instrumentation> given = several("instrumentation", Instrumentation::of);
    if (given.contains(Instrumentation.NONE)) {
      throw new BadInputException(
          "instrumentation 'none': expected outline, inline or hardware; granuleBytes 0 says that"
              + " there is no shadow");
    }
    return granule == 0 && !given.contains(Instrumentation.HARDWARE) ? List.of() : given;
  }

  private LayoutClass layoutClass() {
    String word = text("layoutClass");
    return word.isEmpty() ? LayoutClass.GENERIC : LayoutClass.of(word);
  }

  private static MissReason missReason(String word) {
    for (MissReason each : MissReason.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw BadInputException.unknownName(
        "class of misses", word, Arrays.stream(MissReason.values()).map(MissReason::word).toList());
  }

  private <T> List<T> several(String key, Function<String, T> of) {
    Object value = get(key);
    var all = new ArrayList<T>();
    if (value instanceof String[] words) {
      for (String word : words) {
        all.add(of.apply(word));
      }
    } else if (value instanceof String word) {
      if (!word.isEmpty()) {
        all.add(of.apply(word));
      }
    } else if (value != null) {
      throw new BadInputException(key + " " + value + ": expected words");
    }
    return all;
  }

  private boolean flag(String key, boolean otherwise) {
    Object value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new BadInputException(key + " " + value + ": expected true or false");
  }

  private String text(String key) {
    Object value = get(key);
    return value == null ? "" : value.toString();
  }

  private @Nullable Object get(String key) {
    return properties.get(SchemeInfo.PREFIX_ + key);
  }
}
