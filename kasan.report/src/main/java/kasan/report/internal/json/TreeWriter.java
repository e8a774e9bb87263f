// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree of plain values: keys in their order, numbers in full, no exponents. What stands
 * under the last key is to be read back: its doubles have exponents, its decimals have none.
 */
final class TreeWriter {
  private static final char EXPONENT = 'E';

  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /**
   * @param tree written as it is
   * @param key of the rest, behind the keys of the tree; left out when the tree has it already
   * @throws IllegalArgumentException for a value that is not plain
   */
  void write(
      Map<String, @Nullable Object> tree,
      String key,
      Map<String, @Nullable Object> rest,
      OutputStream out)
      throws IOException {
    var lines = new Lines();
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(lines);
      lines.choose(tree.values());
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> entry : tree.entrySet()) {
        json.writeFieldName(entry.getKey());
        value(entry.getValue(), json, lines, false);
      }
      if (!tree.containsKey(key)) {
        json.writeFieldName(key);
        value(rest, json, lines, true);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  private void value(@Nullable Object value, JsonGenerator json, Lines lines, boolean exact)
      throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      lines.choose(map.values());
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        value(entry.getValue(), json, lines, exact);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      lines.choose(list);
      json.writeStartArray();
      for (Object element : list) {
        value(element, json, lines, exact);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double number) {
      decimal(number, json, exact);
    } else {
      number(value, json);
    }
  }

  private static void decimal(double number, JsonGenerator json, boolean exact) throws IOException {
    if (!Double.isFinite(number)) {
      json.writeNull();
    } else if (exact) {
      String text = Double.toString(number);
      json.writeNumber(text.indexOf(EXPONENT) < 0 ? text + EXPONENT + "0" : text);
    } else {
      json.writeNumber(BigDecimal.valueOf(number));
    }
  }

  private static void number(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      throw new IllegalArgumentException("no plain value: " + value.getClass().getName());
    }
  }
}
