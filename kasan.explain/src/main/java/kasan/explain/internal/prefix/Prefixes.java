// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.prefix;

import java.util.ArrayList;
import java.util.List;
import kasan.api.text.PrefixShape;
import org.jspecify.annotations.Nullable;

/**
 * Takes prefixes off the lines of one log, and learns them as it goes.
 *
 * <p>The last few shapes are kept, the one used last in front: a thread of mails quotes a report at
 * several depths, and dmesg writes a long stamp once a minute and a short one else.
 */
public final class Prefixes {
  private static final int SHAPES = 8;

  private final List<PrefixShape> shapes = new ArrayList<>();

  private final Suffix suffix = new Suffix();

  /** Where the text behind the shape that was found last begins. */
  private int matched;

  /** Splits a line. */
  public LogLine split(int number, String line) {
    return split(number, line, null);
  }

  /**
   * Splits a line.
   *
   * @param whole the line with all that is around it
   * @param above the line whose record this one continues; null for a line of its own
   */
  public LogLine split(int number, String whole, @Nullable LogLine above) {
    if (above != null && !hasOwn(whole)) {
      return new LogLine(number, above.prefix(), above.context(), whole);
    }
    String line = suffix.cut(whole);
    PrefixShape shape = shapeOf(line);
    int end = shape == null ? -1 : matched;
    if (shape == null || !settled(line, end)) {
      int known = KnownLines.find(line);
      if (known >= 0 && known != end) {
        learn(line.substring(0, known));
        return made(number, line, 0, known);
      }
    }
    if (shape == null && isPrefixOnly(line)) {
      return made(number, line, 0, line.length());
    }
    if (shape == null) {
      String quote = shapes.isEmpty() ? "" : shapes.get(0).quote();
      return !quote.isEmpty() && line.startsWith(quote)
          ? new LogLine(number, "", "", line.substring(quote.length()))
          : withNoise(number, line);
    }
    first(shape);
    return made(number, line, 0, end);
  }

  /** An empty line has nothing but its prefix, whose words may be new. */
  private boolean isPrefixOnly(String line) {
    for (PrefixShape shape : shapes) {
      if (shape.isTelling() && (shape.widen(line) || shape.widen(line + " "))) {
        first(shape);
        return true;
      }
    }
    return false;
  }

  /** Whether a line that stands behind another one in a record has a prefix all the same. */
  private boolean hasOwn(String line) {
    PrefixShape shape = shapeOf(line);
    int known = shape != null && shape.isTelling() ? -1 : KnownLines.find(line);
    return shape != null && shape.isTelling()
        || known > 0 && Stamp.isOfLog(line.substring(0, known));
  }

  /** A shape that says much is believed before one that nearly any line has. */
  private @Nullable PrefixShape shapeOf(String line) {
    PrefixShape found = null;
    for (int i = 0; i < shapes.size(); i++) {
      PrefixShape shape = shapes.get(i);
      if (found != null && !shape.isTelling()) {
        continue;
      }
      int end = shape.match(line, 0);
      if (end >= 0) {
        matched = end;
        if (shape.isTelling()) {
          return shape;
        }
        found = shape;
      }
    }
    return found;
  }

  /** Whether the text at a place is one that needs no second look. */
  private static boolean settled(String line, int at) {
    if (at == line.length() || KnownLines.isKnown(line, at)) {
      return true;
    }
    char c = line.charAt(at);
    return (c == ' ' || c == '>') && line.indexOf("BUG: ", at) < 0 && !indentedTwice(line, at);
  }

  /** A known line behind several blanks, or a mark, has more in front than the shape says. */
  private static boolean indentedTwice(String line, int at) {
    int text = at;
    while (text < line.length() && " >|".indexOf(line.charAt(text)) >= 0) {
      text++;
    }
    return KnownLines.isKnown(line, text);
  }

  /** A shape in the middle of a line: a login prompt or half a line of a program is in front. */
  private LogLine withNoise(int number, String line) {
    for (PrefixShape shape : shapes) {
      if (!shape.isTelling() || shape.firstText().isEmpty()) {
        continue;
      }
      String start = shape.firstText();
      for (int at = line.indexOf(start, 1); at >= 0; at = line.indexOf(start, at + 1)) {
        int end = shape.match(line, at);
        if (end >= 0) {
          return made(number, line, at, end);
        }
      }
    }
    return new LogLine(number, "", "", line);
  }

  private PrefixShape learn(String prefix) {
    for (PrefixShape shape : shapes) {
      if (shape.match(prefix, 0) == prefix.length() || shape.widen(prefix)) {
        first(shape);
        return shape;
      }
    }
    PrefixShape shape = PrefixShape.of(prefix);
    shapes.add(0, shape);
    if (shapes.size() > SHAPES) {
      shapes.remove(SHAPES);
    }
    return shape;
  }

  private void first(PrefixShape shape) {
    if (shapes.get(0) != shape) {
      shapes.remove(shape);
      shapes.add(0, shape);
    }
  }

  private static LogLine made(int number, String line, int from, int end) {
    String prefix = line.substring(from, end);
    String context = Stamp.context(prefix);
    return new LogLine(number, prefix, context, unquoted(line, end));
  }

  /** The text; where the prefix opens a quotation, only up to its end. */
  private static String unquoted(String line, int from) {
    char quote = from == 0 ? 0 : line.charAt(from - 1);
    int end = quote == '"' || quote == '`' ? line.lastIndexOf(quote) : line.length();
    return line.substring(from, end < from ? line.length() : end);
  }

  /** Whether two prefixes have one shape. */
  public static boolean alike(String one, String other) {
    return one.equals(other)
        || PrefixShape.of(one).match(other, 0) == other.length()
        || PrefixShape.of(one).widen(other);
  }
}
