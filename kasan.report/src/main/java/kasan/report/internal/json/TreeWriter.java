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

/** Writes a tree of plain values: keys in their order, numbers in full, no exponents. */
final class TreeWriter {
  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /**
   * @throws IllegalArgumentException for a value that is not plain
   */
  void write(Map<String, @Nullable Object> tree, OutputStream out) throws IOException {
    var lines = new Lines();
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(lines);
      value(tree, json, lines);
      json.writeRaw('\n');
    }
    out.flush();
  }

  private void value(@Nullable Object value, JsonGenerator json, Lines lines) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      lines.choose(map.values());
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        value(entry.getValue(), json, lines);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      lines.choose(list);
      json.writeStartArray();
      for (Object element : list) {
        value(element, json, lines);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      number(value, json);
    }
  }

  private static void number(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        json.writeNumber(BigDecimal.valueOf(number));
      } else {
        json.writeNull();
      }
    } else {
      throw new IllegalArgumentException("no plain value: " + value.getClass().getName());
    }
  }
}
