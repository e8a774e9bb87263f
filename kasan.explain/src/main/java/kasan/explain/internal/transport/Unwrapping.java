// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes a line out of what recorders put around it: a JSON record of a container or the journal,
 * HTML's entities, the escapes of /dev/kmsg ({@code \x0a}) and of syslog daemons ({@code #012}).
 * One line of a file may so become several.
 */
final class Unwrapping {
  private static final List<String> JSON_KEYS =
      List.of("\"MESSAGE\"", "\"log\"", "\"message\"", "\"msg\"");

  /** Escaped ends of lines that a text has in which they are meant. */
  private static final int FEEDS = 4;

  private static final Pattern BREAK = Pattern.compile("<br */?>");

  private Unwrapping() {}

  /** The line without its wrapping; a line feed where it was escaped. */
  static String undo(String line) {
    String text = line;
    if (text.startsWith("{\"") || text.startsWith("{ \"")) {
      text = json(text);
    }
    if (text.indexOf("<br") >= 0) {
      text = broken(text);
    }
    if (text.indexOf('&') >= 0) {
      text = html(text);
    }
    if (isManyLines(text)) {
      text = text.replace("\\r", "").replace("\\n", "\n").replace("\\t", "\t");
    }
    if (text.startsWith("\0\0\0\0\0\0", 2)) {
      text = text.substring(Long.BYTES); // the journal's export: the length of what follows
    }
    if (text.indexOf('\\') >= 0 || text.indexOf('#') >= 0) {
      text = escapes(text);
    }
    return text;
  }

  /** Whether a line is a whole report, written as a string of a programming language. */
  private static boolean isManyLines(String line) {
    int feeds = 0;
    for (int at = line.indexOf("\\n"); at >= 0 && feeds < FEEDS; at = line.indexOf("\\n", at + 1)) {
      feeds++;
    }
    return feeds == FEEDS && line.contains("KASAN: ");
  }

  /** The message of a JSON record; the line itself where it has none. */
  private static String json(String line) {
    for (String key : JSON_KEYS) {
      int at = line.indexOf(key);
      if (at < 0) {
        continue;
      }
      at += key.length();
      while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == ':')) {
        at++;
      }
      if (at < line.length() && line.charAt(at) == '"') {
        return string(line, at + 1);
      }
      if (at < line.length() && line.charAt(at) == '[') {
        return bytes(line.substring(at + 1));
      }
    }
    return line;
  }

  /** What the journal does to a message that is no plain text: a list of its bytes. */
  private static String bytes(String list) {
    int end = list.indexOf(']');
    String[] numbers = (end < 0 ? list : list.substring(0, end)).split(",", -1);
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      String digits = numbers[i].strip();
      int value =
          digits.isEmpty() || digits.length() > 3 ? -1 : number(digits, 0, digits.length(), 10);
      if (value < 0) {
        return "";
      }
      bytes[i] = (byte) value;
    }
    return new String(bytes, UTF_8);
  }

  private static String string(String line, int from) {
    StringBuilder text = new StringBuilder(line.length());
    int i = from;
    while (i < line.length() && line.charAt(i) != '"') {
      char c = line.charAt(i++);
      if (c != '\\' || i == line.length()) {
        text.append(c);
        continue;
      }
      c = line.charAt(i++);
      switch (c) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> {}
        case 'u' -> {
          int value = number(line, i, 4, 16);
          if (value >= 0) {
            text.append((char) value);
            i += 4;
          }
        }
        default -> text.append(c);
      }
    }
    int length = text.length();
    return length > 0 && text.charAt(length - 1) == '\n'
        ? text.substring(0, length - 1)
        : text.toString();
  }

  private static String html(String line) {
    return numbered(line)
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  /** Entities that are numbers, decimal or hexadecimal. */
  private static String numbered(String line) {
    int at = line.indexOf("&#");
    if (at < 0) {
      return line;
    }
    StringBuilder text = new StringBuilder(line.length());
    int from = 0;
    for (; at >= 0; at = line.indexOf("&#", at + 1)) {
      int end = line.indexOf(';', at);
      boolean hex = line.startsWith("&#x", at) || line.startsWith("&#X", at);
      int digits = at + (hex ? 3 : 2);
      int value =
          end < 0 || end - digits > 4 || end == digits
              ? -1
              : number(line, digits, end - digits, hex ? 16 : 10);
      if (value > 0) {
        text.append(line, from, at).append((char) value);
        from = end + 1;
      }
    }
    return text.append(line, from, line.length()).toString();
  }

  /** Line breaks of HTML, but for one at the end. */
  private static String broken(String line) {
    String text = BREAK.matcher(line).replaceAll("\n");
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** {@code \x0a} and {@code #012}: two hexadecimal digits, three octal ones below blank. */
  private static String escapes(String line) {
    StringBuilder text = null;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      int value = -1;
      int length = 0;
      if (c == '\\' && i + 3 < line.length() && line.charAt(i + 1) == 'x') {
        value = number(line, i + 2, 2, 16);
        length = 4;
      } else if (c == '#' && i + 3 < line.length() && line.charAt(i + 1) == '0') {
        value = number(line, i + 1, 3, 8);
        length = 4;
      }
      if (value < 0 || c == '#' && value >= ' ' || value > '~') {
        if (text != null) {
          text.append(c);
        }
        continue;
      }
      if (text == null) {
        text = new StringBuilder(line.length()).append(line, 0, i);
      }
      text.append((char) value);
      i += length - 1;
    }
    return text == null ? line : text.toString();
  }

  private static int number(String line, int from, int digits, int radix) {
    if (from + digits > line.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(line.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
