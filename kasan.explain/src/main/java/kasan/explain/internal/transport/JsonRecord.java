// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** An object of JSON that may be the record of a message: the message, when, and by whom. */
final class JsonRecord {
  /** What the message is called, the surest name first. */
  private static final List<String> MESSAGES =
      List.of("MESSAGE", "log", "message", "msg", "textPayload", "line", "text", "content", "body");

  private static final String MONOTONIC = "_SOURCE_MONOTONIC_TIMESTAMP";
  private static final int MOST_BYTES = 1 << 16;

  /** Microseconds. */
  private static final long SECOND = 1_000_000;

  private static final int PLACES = 6;

  /** Characters that dmesg gives a time. */
  private static final int TIME_WIDTH = 12;

  private int line;
  private int rank = MESSAGES.size();
  private @Nullable String message;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String time = "";
  private String caller = "";

  /**
   * @param line of the file where it begins
   */
  JsonRecord(int line) {
    this.line = line;
  }

  /** Whether a line is a record of one message, which is a plain string. */
  static boolean isOneMessage(String line) {
    for (String name : MESSAGES.subList(0, 4)) {
      String quoted = "\"" + name + "\"";
      int first = line.indexOf(quoted);
      int value = first + quoted.length();
      while (first >= 0 && value < line.length() && " :".indexOf(line.charAt(value)) >= 0) {
        value++;
      }
      if (first >= 0 && value < line.length() && line.charAt(value) == '"') {
        return line.indexOf(quoted, value) < 0;
      }
    }
    return false;
  }

  /** Whether the value of a name is a message as the journal writes what is no plain text. */
  boolean isList(String name) {
    return bytes.size() > 0 && name.equals(MESSAGES.get(0));
  }

  /** Takes a value that is a string. */
  void string(String name, String value, int number) {
    int found = MESSAGES.indexOf(name);
    if (found < 0 && value.indexOf('\n') >= 0) {
      found = MESSAGES.size() - 1; // text, whatever it is called
    }
    if (found >= 0 && found < rank) {
      rank = found;
      message = value;
      line = number;
    } else if (name.equals(MONOTONIC)) {
      time = seconds(value);
    } else if (name.equals("time") && value.startsWith("[")) {
      time = value.strip();
    } else if (name.equals("caller")) {
      caller = value;
    }
  }

  /** Takes a value that is a number, or one of a list of numbers. */
  void number(String name, CharSequence value) {
    if (name.equals(MESSAGES.get(0)) && value.length() <= 3 && bytes.size() < MOST_BYTES) {
      int number = 0;
      for (int i = 0; i < value.length(); i++) {
        number = number * 10 + Character.digit(value.charAt(i), 10);
      }
      bytes.write(number);
    } else if (name.equals("time") && isTime(value)) {
      time = stamp(value.toString());
    }
  }

  /** Seconds with six digits behind the point. */
  private static boolean isTime(CharSequence value) {
    int point = value.length() - 1 - PLACES;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (i == point ? c != '.' : c < '0' || c > '9') {
        return false;
      }
    }
    return point > 0;
  }

  private static String seconds(String micros) {
    if (!micros.matches("\\d{1,15}")) {
      return "";
    }
    long value = Long.parseLong(micros);
    return stamp(String.format(Locale.ROOT, "%d.%06d", value / SECOND, value % SECOND));
  }

  private static String stamp(String seconds) {
    return "[" + " ".repeat(Math.max(0, TIME_WIDTH - seconds.length())) + seconds + "]";
  }

  /** Hands over what it says, as dmesg would have printed it. */
  void give(Queue<JsonRecords.Text> into) {
    String text = bytes.size() > 0 ? bytes.toString(UTF_8) : message;
    if (text == null) {
      return;
    }
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - 1);
    }
    String front = time + (caller.isEmpty() ? "" : "[" + caller + "]");
    into.add(new JsonRecords.Text(line, front.isEmpty() ? text : front + " " + text));
  }
}
