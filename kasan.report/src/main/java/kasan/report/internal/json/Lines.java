// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where lines end: each entry has its own, but an object or array inside another that holds nothing
 * nested stands on one. Line ends are the same on every system.
 */
final class Lines implements PrettyPrinter {
  /** For each object and array that is open, whether it stands on one line. */
  private final BitSet oneLine = new BitSet();

  private int depth;
  private boolean nextOnOneLine;

  /** Chooses for the object or array that is opened next. */
  void choose(Collection<?> values) {
    nextOnOneLine = depth > 0 && values.stream().noneMatch(Lines::nested);
  }

  private static boolean nested(@Nullable Object value) {
    return value instanceof Map || value instanceof List;
  }

  private void next(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
    json.writeRaw("  ".repeat(depth));
  }

  private void open(JsonGenerator json, char bracket) throws IOException {
    json.writeRaw(bracket);
    oneLine.set(depth++, nextOnOneLine);
  }

  private void first(JsonGenerator json) throws IOException {
    if (!oneLine.get(depth - 1)) {
      next(json);
    }
  }

  private void separate(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    if (oneLine.get(depth - 1)) {
      json.writeRaw(' ');
    } else {
      next(json);
    }
  }

  private void close(JsonGenerator json, char bracket, int entries) throws IOException {
    depth--;
    if (!oneLine.get(depth) && entries > 0) {
      next(json);
    }
    json.writeRaw(bracket);
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {}

  @Override
  public void writeStartObject(JsonGenerator json) throws IOException {
    open(json, '{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    first(json);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    separate(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    close(json, '}', entries);
  }

  @Override
  public void writeStartArray(JsonGenerator json) throws IOException {
    open(json, '[');
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    first(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    separate(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int entries) throws IOException {
    close(json, ']', entries);
  }
}
