// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.csv;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a CSV record, quoted as RFC 4180 says. */
final class Fields {
  private Fields() {}

  /** One record with its line end. */
  static String line(List<? extends @Nullable Object> values) {
    var fields = new ArrayList<String>();
    for (Object value : values) {
      fields.add(quoted(text(value)));
    }
    return String.join(",", fields) + "\r\n";
  }

  /**
   * A value as text: empty for null; a number without an exponent; of a list its elements, of a map
   * its first value.
   */
  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return BigDecimal.valueOf(number).toPlainString();
    }
    if (value instanceof List<?> list) {
      var words = new ArrayList<String>();
      for (Object element : list) {
        words.add(text(element));
      }
      return String.join(" ", words);
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "" : text(map.values().iterator().next());
    }
    return value.toString();
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
