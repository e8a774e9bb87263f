// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a log that was written as JSON: {@code dmesg --json}, the journal's forms, what
 * services for logs export, or one string with all lines in it.
 *
 * <p>A file may be cut, or hold lines of another kind between its values: what is no JSON is handed
 * over as it stands.
 */
final class JsonRecords {
  private static final int CHARS = 1 << 15;

  /** Characters of a text that are kept before its lines are handed over. */
  private static final int MOST_CHARS = 1 << 15;

  private static final int DEEPEST = 64;

  /** What the journal's events for browsers begin with. */
  private static final String EVENT = "data: {";

  private final Reader in;
  private final char[] chars = new char[CHARS];
  private final Deque<JsonRecord> open = new ArrayDeque<>();
  private final Deque<Text> texts = new ArrayDeque<>();
  private final StringBuilder string = new StringBuilder();
  private final StringBuilder word = new StringBuilder();
  private String key = "";
  private boolean isValue;
  private int at;
  private int end;
  private int line = 1;
  private int stringLine;
  private boolean inString;
  private boolean inLine;
  private boolean ended;

  /** A text, and the line of the file where it begins. */
  record Text(int line, String text) {}

  JsonRecords(InputStream in) {
    this.in = new InputStreamReader(in, UTF_8);
  }

  /**
   * Whether the start of a file is one of JSON that must not be read line by line: a list, an
   * object of several lines, or one of many messages. One record a line is no such file.
   */
  static boolean begin(String head) {
    String text = head.stripLeading();
    if (head.startsWith("\u001e") || text.startsWith(EVENT)) {
      return true;
    }
    char first = text.isEmpty() ? 0 : text.charAt(0);
    String inside = text.isEmpty() ? "" : text.substring(1).stripLeading();
    if (first == '[') {
      return inside.startsWith("{") || inside.startsWith("\"");
    }
    if (first != '{' || !inside.startsWith("\"")) {
      return false;
    }
    int feed = text.indexOf('\n');
    String firstLine = feed < 0 ? text : text.substring(0, feed).stripTrailing();
    return !firstLine.endsWith("}") || !JsonRecord.isOneMessage(firstLine);
  }

  /** The next text; null at the end. */
  @Nullable Text next() throws IOException {
    while (texts.isEmpty() && !ended) {
      int c = inString ? 0 : read();
      if (inString) {
        takeString();
      } else if (c < 0) {
        ended = true;
        while (!open.isEmpty()) {
          close();
        }
      } else {
        take((char) c);
      }
    }
    return texts.poll();
  }

  /** Lines of the file so far. */
  int lines() {
    return inLine ? line : line - 1;
  }

  private int read() throws IOException {
    if (at == end) {
      end = in.read(chars, 0, CHARS);
      at = 0;
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    char c = chars[at++];
    inLine = c != '\n';
    line += inLine ? 0 : 1;
    return c;
  }

  private void take(char c) throws IOException {
    switch (c) {
      case '"' -> {
        inString = true;
        stringLine = line;
        string.setLength(0);
      }
      case '{' -> {
        open();
        isValue = false;
      }
      case '}' -> {
        endWord();
        close();
      }
      case '[' -> isValue &= !open.isEmpty();
      case ']' -> endWord();
      case ',' -> {
        if (word.length() > 0 && !open.isEmpty()) {
          open.peek().number(key, word);
        }
        word.setLength(0);
        isValue &= !open.isEmpty() && open.peek().isList(key);
      }
      case ':' -> isValue = true;
      case ' ', '\t', '\r', '\n', '\u001e', '\ufeff' -> {}
      default -> {
        if (isOfWord(c) && !open.isEmpty()) {
          word.append(c);
          if (word.length() > DEEPEST) {
            word.setLength(DEEPEST);
          }
        } else {
          takeLine(c);
        }
      }
    }
  }

  private static boolean isOfWord(char c) {
    return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c >= 'a' && c <= 'z';
  }

  private void endWord() {
    if (word.length() > 0 && !open.isEmpty()) {
      open.peek().number(key, word);
    }
    word.setLength(0);
  }

  private void open() {
    if (open.size() < DEEPEST) {
      open.push(new JsonRecord(line));
    }
  }

  private void close() {
    JsonRecord record = open.poll();
    if (record != null) {
      record.give(texts);
    }
    isValue = false;
  }

  /** A line that is no JSON, or the name of an event in front of a record. */
  private void takeLine(char first) throws IOException {
    int number = line;
    StringBuilder text = new StringBuilder(word).append(first);
    word.setLength(0);
    while (open.poll() != null) {
      // what was open has not ended
    }
    for (int c = read(); c >= 0 && c != '\n'; c = read()) {
      if (text.length() < MOST_CHARS) {
        text.append((char) c);
      }
      if (c == '{' && text.length() == EVENT.length() && text.toString().equals(EVENT)) {
        open();
        return;
      }
    }
    texts.add(new Text(number, text.toString()));
  }

  /** Goes on in a string, to its end or until a part of it can be handed over. */
  private void takeString() throws IOException {
    takePlain();
    for (int c = read(); c >= 0 && c != '"'; c = read()) {
      if (c == '\\') {
        escaped(read());
      } else {
        string.append((char) c);
      }
      takePlain();
      if (string.length() >= MOST_CHARS) {
        handOver();
        return;
      }
    }
    inString = false;
    if (open.isEmpty()) {
      texts.add(new Text(stringLine, string.toString()));
    } else if (isValue) {
      open.peek().string(key, string.toString(), stringLine);
      isValue = false;
    } else {
      key = string.toString();
    }
  }

  /** What stands in a string up to its next sign, as far as it has been read. */
  private void takePlain() {
    char[] read = chars; // the quick compiler reads a field each time
    int stop = Math.min(end, at + MOST_CHARS - string.length());
    int next = at;
    while (next < stop && read[next] != '"' && read[next] != '\\' && read[next] != '\n') {
      next++;
    }
    if (next > at) {
      string.append(read, at, next - at);
      inLine = true;
      at = next;
    }
  }

  /** The whole lines of a text that has become long; a name that is so long is none. */
  private void handOver() {
    int feed = string.lastIndexOf("\n");
    int length = feed < 0 ? string.length() : feed;
    if (isValue || open.isEmpty()) {
      texts.add(new Text(stringLine, string.substring(0, length)));
    }
    string.delete(0, feed < 0 ? length : feed + 1);
    stringLine = line;
  }

  private void escaped(int c) throws IOException {
    switch (c) {
      case 'n' -> string.append('\n');
      case 't' -> string.append('\t');
      case 'r', -1 -> {}
      case 'u' -> {
        int value = 0;
        for (int i = 0; i < 4; i++) {
          value = value << 4 | Math.max(Character.digit(read(), 16), 0);
        }
        string.append((char) value);
      }
      default -> string.append((char) c);
    }
  }
}
