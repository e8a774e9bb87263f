// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON (RFC 8259), and back: maps in their order, lists, text, numbers, true. */
final class Json {
  private static final char EXPONENT = 'E';

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  static String write(Object value) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(each, json);
      }
      json.writeEndArray();
    } else if (value instanceof Double number) {
      write(number, json);
    } else {
      json.writePOJO(value);
    }
  }

  /** With an exponent, so that it can be told from a decimal. */
  private static void write(Double number, JsonGenerator json) throws IOException {
    if (!Double.isFinite(number)) {
      json.writeNull();
      return;
    }
    String text = number.toString();
    json.writeNumber(text.indexOf(EXPONENT) < 0 ? text + EXPONENT + "0" : text);
  }

  /**
   * @param what names the text in messages
   * @throws BadInputException with a line and a column, when it is no JSON
   */
  static @Nullable Object read(String what, String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      Object value = value(json, json.nextToken());
      if (json.nextToken() != null) {
        throw new BadInputException(what + ": something follows the JSON");
      }
      return value;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new BadInputException(
          what
              + ": no JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + ": "
              + e.getOriginalMessage().replaceAll("\\s*\\R.*", ""),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          map.put(key, value(json, json.nextToken()));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          list.add(value(json, next));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> whole(json);
      case VALUE_NUMBER_FLOAT ->
          json.getText().toUpperCase(Locale.ROOT).indexOf(EXPONENT) < 0
              ? json.getDecimalValue()
              : (Object) json.getDoubleValue();
      default -> null;
    };
  }

  private static Object whole(JsonParser json) throws IOException {
    return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? json.getBigIntegerValue()
        : (Object) json.getLongValue();
  }
}
