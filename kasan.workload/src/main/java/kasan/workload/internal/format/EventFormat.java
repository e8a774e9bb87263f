// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.workload.internal.events.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's description of one event.
 *
 * @param name without its system
 * @param id by which samples name it
 * @param fields by name
 * @param print how the kernel would print it: {@code print fmt}
 * @param event what it is to us
 */
public record EventFormat(
    String name, int id, Map<String, FieldFormat> fields, String print, TraceEvent event) {
  private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S{1,200})\\s*$");
  private static final Pattern ID = Pattern.compile("(?m)^ID: (\\d{1,9})\\s*$");
  private static final Pattern FIELD =
      Pattern.compile(
          "\\tfield: ?([^;\\n]{1,300});\\s*offset:(\\d{1,6});\\s*size:(\\d{1,6});(?:\\s*signed:([01]);)?");
  private static final Pattern ARRAY = Pattern.compile("(.*?)\\[[^]]*]$");
  private static final String PRINT = "\nprint fmt: ";

  /** Copies the map. */
  public EventFormat {
    fields = Map.copyOf(fields);
  }

  /** Reads a {@code format} file; null when it is none. */
  static @Nullable EventFormat parse(String text) {
    Matcher name = NAME.matcher(text);
    Matcher id = ID.matcher(text);
    if (!name.find() || !id.find()) {
      return null;
    }
    var fields = new HashMap<String, FieldFormat>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      FieldFormat each = field(field);
      fields.putIfAbsent(each.name(), each);
    }
    int print = text.indexOf(PRINT);
    return new EventFormat(
        name.group(1),
        Integer.parseInt(id.group(1)),
        fields,
        print < 0 ? "" : text.substring(print + PRINT.length()),
        TraceEvent.of(name.group(1)));
  }

  private static FieldFormat field(Matcher field) {
    String declared = field.group(1).strip();
    boolean dataLoc = declared.startsWith("__data_loc ");
    boolean relLoc = declared.startsWith("__rel_loc ");
    Matcher array = ARRAY.matcher(declared);
    FieldFormat.Kind kind = FieldFormat.Kind.NUMBER;
    String plain = declared;
    if (dataLoc || relLoc) {
      kind = dataLoc ? FieldFormat.Kind.DATA_LOC : FieldFormat.Kind.REL_LOC;
    } else if (array.matches()) {
      kind = FieldFormat.Kind.ARRAY;
      plain = array.group(1);
    }
    String name = plain.substring(plain.lastIndexOf(' ') + 1).replace("*", "");
    return new FieldFormat(
        name,
        Integer.parseInt(field.group(2)),
        Integer.parseInt(field.group(3)),
        "1".equals(field.group(4)),
        kind);
  }
}
